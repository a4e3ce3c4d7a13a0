#include "plan/default_grants.hpp"
#include "plan/object_reference.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text for_role(const Fact& fact) {
    auto head = text("ALTER DEFAULT PRIVILEGES FOR ROLE {}", sql::Identifier(fact.id.names.at(0)));
    if (!fact.id.names.at(1).empty())
        head += text(" IN SCHEMA {}", sql::Identifier(fact.id.names.at(1)));
    return head;
}

std::vector<sql::Text> default_grants(const Fact& fact) {
    const auto head = for_role(fact);
    std::vector<sql::Text> statements;
    for (const auto& statement : fact.list("statements"))
        statements.push_back(text("{} {}", head, sql::Fragment(statement)));
    return statements;
}

// `GRANT SELECT ON TABLES TO ada`, or `REVOKE ALL ON FUNCTIONS FROM PUBLIC` of what is born with
// it; undone for the objects that `on` names, or for all.
sql::Text undone(const std::string& statement, const sql::Text& on = {}) {
    const bool grants = statement.starts_with("GRANT ");
    const auto begin = statement.find(" ON ") + 4;
    const auto who = statement.find(grants ? " TO " : " FROM ", begin);
    const auto objects = statement.substr(begin, who - begin);
    const auto named = on.empty() ? text("{}", sql::Fragment(objects)) : on;
    auto role = statement.substr(statement.find(' ', who + 1) + 1);
    constexpr std::string_view option = " WITH GRANT OPTION"; // a role in quotes may hold it, too
    if (role.ends_with(option)) role.resize(role.size() - option.size());
    if (grants) return text("REVOKE ALL ON {} FROM {}", named, sql::Fragment(role));
    const auto born = role != "PUBLIC"         ? text("ALL")
                      : objects == "FUNCTIONS" ? text("EXECUTE")
                                               : text("USAGE");
    return text("GRANT {} ON {} TO {}", born, named, sql::Fragment(role));
}

std::vector<std::string> last_first(std::vector<std::string> list) {
    std::reverse(list.begin(), list.end());
    return list;
}

// What was granted is revoked before what was revoked is granted again.
std::vector<sql::Text> undo_default_grants(const Fact& fact) {
    const auto head = for_role(fact);
    std::vector<sql::Text> statements;
    for (const auto& statement : last_first(fact.list("statements")))
        statements.push_back(text("{} {}", head, undone(statement)));
    return statements;
}

// Of what will be made later.
bool will_allow_more(const Fact* before, const Fact* after) {
    const auto lacks = [](const Fact* fact, const std::string& statement) {
        return fact == nullptr || std::ranges::count(fact->list("statements"), statement) == 0;
    };
    const auto any_only_in = [&](const Fact* one, const Fact* other, std::string_view verb) {
        return one != nullptr
               && std::ranges::any_of(one->list("statements"), [&](const std::string& statement) {
                      return statement.starts_with(verb) && lacks(other, statement);
                  });
    };
    return any_only_in(after, before, "GRANT ") || any_only_in(before, after, "REVOKE ");
}

// The word of ALTER DEFAULT PRIVILEGES for objects of a kind, as a fact has it among its names.
std::string_view default_objects(Kind kind) {
    switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view: return "tables";
    case Kind::sequence: return "sequences";
    case Kind::function: return "functions";
    case Kind::base_type:
    case Kind::enum_type:
    case Kind::range_type:
    case Kind::composite_type:
    case Kind::domain: return "types";
    default: return "";
    }
}

} // namespace

std::vector<sql::Text> without_default_grants(const Fact& fact, const catalog::Identity& object) {
    const auto& schema = fact.id.names.at(1);
    const bool reached = fact.id.names.at(2) == default_objects(object.kind)
                         && (schema.empty() || schema == object.names.front());
    std::vector<sql::Text> statements;
    if (!reached) return statements;
    for (const auto& statement : last_first(fact.list("statements")))
        statements.push_back(undone(statement, grant_subject(object)));
    return statements;
}

std::span<const Rule> default_privilege_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::default_privileges,
             .create = first_of<default_grants>,
             .finish = rest_of<default_grants>,
             .drop = undo_default_grants,
             .widens = will_allow_more},
    };
    return rules;
}

} // namespace pgslate::plan
