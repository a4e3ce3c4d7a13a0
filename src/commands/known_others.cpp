#include "commands/known_others.hpp"

#include "base/format.hpp"
#include "commands/known_tools.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

std::string without_kind(const Identity& id) {
    return to_string(id).substr(to_string(id.kind).size() + 1);
}

// Of a name that may stand in quotes.
std::string all_parts_of(std::string table) {
    return table.insert(table.size() - (table.ends_with('"') ? 1 : 0), "_p*");
}

class OthersSearch {
  public:
    explicit OthersSearch(const Catalog& catalog) : catalog_(catalog) {
        for (const auto& [id, fact] : catalog.facts)
            if (const auto schema = schema_of(id)) schemas_.insert(*schema);
    }

    std::vector<KnownOther> found() && {
        for (const auto& known : known_schemas()) add_schemas(known);
        for (const auto& [id, fact] : catalog_.facts)
            if (id.kind == Kind::table) add_table(fact);
        if (catalog_.contains({Kind::extension, {"pg_partman"}, {}})) add_partitions();
        return std::move(found_);
    }

  private:
    bool is_there(std::string_view sign) const {
        return sign.empty() || std::ranges::any_of(catalog_.facts, [&](const auto& entry) {
                   return plan::is_meant(entry.first, std::string(sign));
               });
    }

    // A schema that an extension has made is no fact itself.
    void add_schemas(const KnownTool& known) {
        const auto pattern = format("schema {}", known.name);
        const bool any = std::ranges::any_of(schemas_, [&](const std::string& schema) {
            return plan::is_meant({Kind::schema, {schema}, {}}, pattern);
        });
        if (any && is_there(known.sign)) add(pattern, known.whose);
    }

    void add_table(const Fact& fact) {
        const auto known = std::ranges::find(known_tables(), fact.id.name(), &KnownTool::name);
        if (known != known_tables().end()) add(without_kind(fact.id), known->whose);
    }

    // Its partitions are called after their table and what is in them, as in events_p20260131.
    void add_partitions() {
        for (const auto& [id, fact] : catalog_.facts) {
            if (id.kind != Kind::table || !fact.has("partition_of")) continue;
            const auto& names = fact.list("partition_of");
            const auto whole = Identity{Kind::table, {names.at(0), names.at(1)}, {}};
            const auto rest =
                std::string_view(id.name()).substr(std::min(whole.name().size(), id.name().size()));
            if (!id.name().starts_with(whole.name())) continue;
            if (rest == "_default")
                add(without_kind(id), "pg_partman");
            else if (rest.size() > 2 && rest.starts_with("_p") && rest[2] >= '0' && rest[2] <= '9')
                add(all_parts_of(without_kind(whole)), "pg_partman");
        }
    }

    void add(const std::string& pattern, std::string_view whose) {
        if (patterns_.insert(pattern).second) found_.push_back({pattern, std::string(whose), {}});
    }

    const Catalog& catalog_;
    std::set<std::string> schemas_;
    std::set<std::string> patterns_;
    std::vector<KnownOther> found_;
};

// What is ignored, by the pattern that says so.
std::map<Identity, const KnownOther*> ignored_by(const std::vector<KnownOther>& known,
                                                 const Catalog& catalog) {
    std::map<Identity, const KnownOther*> ignored;
    for (const auto& [id, fact] : catalog.facts)
        for (const auto& one : known)
            if (plan::is_ignored(id, {one.pattern}, catalog)) {
                ignored.emplace(id, &one);
                break;
            }
    return ignored;
}

// The first that something of the rest needs, with what that is.
std::optional<std::pair<std::string, std::string>>
first_needed(const std::vector<KnownOther>& known, const Catalog& catalog) {
    const auto ignored = ignored_by(known, catalog);
    for (const auto& dependency : catalog.dependencies) {
        const auto on = ignored.find(dependency.on);
        if (on == ignored.end() || ignored.contains(dependency.from)
            || !catalog.contains(dependency.from) || is_annotation(dependency.from.kind))
            continue;
        return std::pair(on->second->pattern, to_string(dependency.from));
    }
    return std::nullopt;
}

} // namespace

plan::Patterns KnownOthers::patterns() const {
    plan::Patterns patterns;
    std::ranges::transform(ignored, std::back_inserter(patterns), &KnownOther::pattern);
    return patterns;
}

KnownOthers known_others(const Catalog& catalog) {
    KnownOthers result{.ignored = OthersSearch(catalog).found(), .needed = {}};
    while (const auto needed = first_needed(result.ignored, catalog)) {
        const auto one = std::ranges::find(result.ignored, needed->first, &KnownOther::pattern);
        result.needed.push_back(std::move(*one));
        result.needed.back().needed_by = needed->second;
        result.ignored.erase(one);
    }
    return result;
}

} // namespace pgslate::commands
