#include "desired/reprinted.hpp"

#include "desired/scratch.hpp"
#include "live/read.hpp"

#include <algorithm>

namespace pgslate::desired {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Value;
using plan::AttributeDifference;
using plan::Difference;

// Reading back changes where casts stand, and nothing else.
bool has_cast(const std::optional<Value>& value) {
    const auto in = [](const std::string& text) { return text.find("::") != std::string::npos; };
    if (!value) return false;
    if (const auto* text = std::get_if<std::string>(&*value)) return in(*text);
    return std::ranges::any_of(std::get<std::vector<std::string>>(*value), in);
}

bool may_be_reprint(const AttributeDifference& attribute) {
    return has_cast(attribute.declared) && has_cast(attribute.live);
}

std::optional<Value> value_in(const std::optional<Catalog>& catalog, const Identity& id,
                              const std::string& attribute) {
    const auto* fact = catalog ? catalog->find(id) : nullptr;
    if (fact == nullptr) return std::nullopt;
    const auto found = fact->attributes.find(attribute);
    return found == fact->attributes.end() ? std::nullopt : std::optional(found->second);
}

bool is_reprint(const Identity& id, const AttributeDifference& attribute,
                const Reprints& reprints) {
    if (!may_be_reprint(attribute)) return false;
    const auto live = value_in(reprints.live, id, attribute.name);
    const auto declared = value_in(reprints.declared, id, attribute.name);
    return (live && live == attribute.declared) || (declared && declared == attribute.live)
           || (live && live == declared);
}

Cache::Key key_of(const Request& request, const Fingerprint& fingerprint,
                  const std::vector<Difference>& differences) {
    auto key = key_of(request, fingerprint);
    key.emplace_back("reload");
    for (const auto& difference : differences)
        for (const auto& attribute : difference.attributes) {
            if (!may_be_reprint(attribute)) continue;
            key.insert(key.end(), {to_string(difference.id), attribute.name});
            if (const auto* text = std::get_if<std::string>(&*attribute.live))
                key.push_back(*text);
            else
                for (const auto& part : std::get<std::vector<std::string>>(*attribute.live))
                    key.push_back(part);
        }
    return key;
}

Catalog only(const Catalog& catalog, const std::vector<Difference>& differences) {
    Catalog result;
    for (const auto& difference : differences)
        if (const auto* fact = catalog.find(difference.id)) result.facts.emplace(fact->id, *fact);
    return result;
}

} // namespace

bool may_be_reprints(const std::vector<Difference>& differences) {
    return std::ranges::any_of(differences, [](const Difference& difference) {
        return std::ranges::any_of(difference.attributes, may_be_reprint);
    });
}

std::optional<Catalog> reload(const Request& request, const database::Server& server) try {
    auto session = server.connect("status");
    const auto reading = live::read(session, live::Dependencies::all);
    std::optional<Catalog> result;
    build_scratch(request, server, plan::plan_creation(reading.catalog, plan::Author::server),
                  "status", [&](postgres::Session& scratch) {
                      result = live::read(scratch, live::Dependencies::none).catalog;
                  });
    return result;
} catch (const Error& error) {
    const auto status = error.status();
    if (status == ExitStatus::interrupted || status == ExitStatus::terminated) throw;
    return std::nullopt; // then what differs is told as it is
}

std::optional<Catalog> reload_once(const Request& request, const database::Server& server,
                                   const Fingerprint& fingerprint,
                                   const std::vector<Difference>& differences) {
    const auto key = key_of(request, fingerprint, differences);
    if (auto kept = cache_of(request).find(key)) return std::move(kept->catalog);
    const auto catalog = reload(request, server);
    if (!catalog) return std::nullopt;
    CachedCatalog kept{.catalog = only(*catalog, differences)};
    cache_of(request).store(key, kept);
    return std::move(kept.catalog);
}

void forget_reprints(std::vector<Difference>& differences, const Reprints& reprints) {
    std::erase_if(differences, [&](Difference& difference) {
        const auto before = difference.attributes.size();
        std::erase_if(difference.attributes, [&](const AttributeDifference& attribute) {
            return is_reprint(difference.id, attribute, reprints);
        });
        return before > 0 && difference.attributes.empty();
    });
}

} // namespace pgslate::desired
