#include "live/read_again.hpp"

#include "base/format.hpp"
#include "embedded/written.hpp"
#include "live/asking.hpp"
#include "live/cell.hpp"
#include "live/server_lines.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pgslate::live {
namespace {

using catalog::Address;
using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using postgres::Session;
using sql::Text;

// As in written.sql.
long long key_of(const Address& address) {
    constexpr long long columns = 65536;
    return static_cast<long long>(address.oid) * columns + address.sub;
}

// What the server tells of what was written.
struct Written {
    std::unordered_set<long long> keys;
    std::set<std::pair<unsigned, unsigned>> gone; ///< class, and number

    bool concerns(const Address& address) const {
        return keys.contains(key_of(address)) || gone.contains({address.class_oid, address.oid});
    }
};

std::string array_of(const std::vector<unsigned>& numbers) {
    return format("{{{}}}", join(numbers, ","));
}

Written written_since(Session& session, const Reading& before) {
    std::set<std::pair<unsigned, unsigned>> objects;
    for (const auto& [id, fact] : before.catalog.facts)
        objects.insert({fact.address.class_oid, fact.address.oid});
    objects.erase({0, 0});
    std::vector<unsigned> classes;
    std::vector<unsigned> numbers;
    for (const auto& [class_oid, number] : objects) {
        classes.push_back(class_oid);
        numbers.push_back(number);
    }
    const auto question = Text::verbatim(for_server(embedded::written, session.server().version));
    Written written;
    for (const auto& row : session.query(question, reading_the_database,
                                         {before.horizon, array_of(classes), array_of(numbers)})) {
        if (row.at(1))
            written.gone.emplace(number_in<unsigned>(row.at(0)), number_in<unsigned>(row.at(1)));
        else
            written.keys.insert(number_in<long long>(row.at(2)));
    }
    return written;
}

std::set<Kind> traceless_kinds() {
    std::set<Kind> kinds;
    for (const auto& question : object_questions())
        kinds.insert(question.traceless.begin(), question.traceless.end());
    return kinds;
}

// Of a comment that has gone nothing is left, whatever it is told with.
bool has_comment(const Fact& fact) {
    return std::ranges::any_of(fact.attributes, [](const auto& attribute) {
        return attribute.first.find("comment") != std::string::npos;
    });
}

std::vector<std::string> properties() {
    std::vector<std::string> names;
    for (const auto& question : object_questions())
        if (!question.property.empty()) names.emplace_back(question.property);
    return names;
}

using Facts = std::vector<const Fact*>;

// What is read again of what was there before, and the rest.
struct Divided {
    Facts again;
    Catalog rest;
};

Divided divide(const Catalog& before, Written& written) {
    const auto traceless = traceless_kinds();
    const auto told_anew = properties();
    Divided divided;
    for (const auto& [id, fact] : before.facts) {
        if (fact.address.oid == 0 || traceless.contains(id.kind)) continue;
        if (has_comment(fact)) written.keys.insert(key_of(fact.address));
        if (written.concerns(fact.address)) {
            divided.again.push_back(&fact);
            continue;
        }
        auto& attributes =
            divided.rest.facts.emplace_hint(divided.rest.facts.end(), id, fact)->second.attributes;
        for (const auto& name : told_anew) attributes.erase(name);
    }
    return divided;
}

// Its parts, and whatever names it, are told otherwise where it has another name, or has columns of
// another type.
bool is_told_otherwise(const Facts& before, const Catalog& now) {
    std::unordered_map<Address, const Fact*, AddressHash> there;
    for (const auto* fact : before)
        if (!is_annotation(fact->id.kind)) there.emplace(fact->address, fact);
    return std::ranges::any_of(now.facts, [&](const auto& entry) {
        const auto& [id, fact] = entry;
        if (is_annotation(id.kind)) return false;
        const auto found = there.find(fact.address);
        return found != there.end()
               && (found->second->id != id
                   || found->second->list("of_type") != fact.list("of_type"));
    });
}

Text is_written(const Written& written) {
    return sql::text("oid::bigint * 65536 + sub = ANY ({}::bigint[])",
                     sql::Literal(format("{{{}}}", join(written.keys, ","))));
}

} // namespace

std::optional<Catalog> read_again(Session& session, const Reading& before) {
    auto written = written_since(session, before);
    if (written.keys.size() + written.gone.size() > before.catalog.facts.size())
        return std::nullopt;
    auto [again, rest] = divide(before.catalog, written);
    Reader reader(std::move(rest));
    Asking asking(session, reader, 1);
    asking.message.texts = {sql::text("SAVEPOINT reading"), reading_settings()};
    const auto condition = is_written(written);
    for (const auto& question : object_questions()) {
        if (question.rows == Rows::unknown || question.rows == Rows::horizon) continue;
        const bool is_all = !question.traceless.empty() || question.rows == Rows::parts
                            || question.rows == Rows::properties;
        is_all ? asking.add(question) : asking.add_where(question, condition);
    }
    asking.send();
    session.execute(sql::text("ROLLBACK TO SAVEPOINT reading"), reading_the_database);
    auto now = std::move(reader.done().catalog);
    if (is_told_otherwise(again, now)) return std::nullopt;
    return now;
}

} // namespace pgslate::live
