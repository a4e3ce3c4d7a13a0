#include "plan/object_reference.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// PUBLIC is a keyword here, and no role can be called so (manual, "GRANT").
sql::Text grantee(const Fact& fact) {
    return fact.id.name() == "public" ? text("PUBLIC") : text("{}", own_name(fact));
}

sql::Text of_column(const Fact& fact) {
    if (fact.id.of != Kind::column) return {};
    return text(" ({})", sql::Identifier(subject_of(fact.id).name()));
}

// Privileges on a column name it behind each.
sql::Text privilege_list(const Fact& fact, std::string_view attribute) {
    std::vector<sql::Text> parts;
    for (const auto& privilege : fact.list(attribute))
        parts.push_back(text("{}{}", sql::Fragment(privilege), of_column(fact)));
    return joined(parts, ", ");
}

std::vector<sql::Text> grants(const Fact& fact) {
    const auto on = grant_subject(subject_of(fact.id));
    const auto to = grantee(fact);
    std::vector<sql::Text> statements;
    if (is_true(fact, "revoked"))
        statements.push_back(text("REVOKE ALL{} ON {} FROM {}", of_column(fact), on, to));
    if (fact.has("privileges"))
        statements.push_back(
            text("GRANT {} ON {} TO {}", privilege_list(fact, "privileges"), on, to));
    if (fact.has("grantable"))
        statements.push_back(text("GRANT {} ON {} TO {} WITH GRANT OPTION",
                                  privilege_list(fact, "grantable"), on, to));
    return statements;
}

// REVOKE on a table takes what is granted on its columns, too (manual, "REVOKE"); and a sequence
// has its owner from its column, whose rights are changed with it.
std::vector<catalog::Identity> before_grants(const Fact& fact) {
    const auto& names = fact.id.names;
    std::vector<catalog::Identity> result;
    if (fact.id.of == Kind::sequence)
        result.push_back({Kind::sequence_owner, {names.at(0), names.at(1)}, {}});
    if (fact.id.of != Kind::column) return result;
    for (const auto kind : {Kind::table, Kind::foreign_table, Kind::view, Kind::materialized_view})
        result.push_back({Kind::privileges, {names.at(0), names.at(1), names.back()}, kind});
    return result;
}

// PUBLIC is born with a privilege on some kinds of objects, the owner with all (manual,
// "Privileges").
bool is_born_usable(Kind kind) {
    return kind == Kind::function || kind == Kind::language || is_type(kind);
}

std::string privilege_of_public(Kind kind) {
    return kind == Kind::function ? "EXECUTE" : "USAGE";
}

sql::Text born_with(const Fact& fact) {
    if (fact.has("born_with")) return text("{}", fragment(fact, "born_with"));
    if (fact.id.name() != "public") return text("ALL");
    return text("{}", sql::Fragment(privilege_of_public(fact.id.of)));
}

std::vector<sql::Text> revoke_grants(const Fact& fact) {
    const auto on = grant_subject(subject_of(fact.id));
    const auto to = grantee(fact);
    std::vector<sql::Text> statements = {
        text("REVOKE ALL{} ON {} FROM {}", of_column(fact), on, to)};
    if (is_true(fact, "revoked"))
        statements.push_back(text("GRANT {} ON {} TO {}", born_with(fact), on, to));
    return statements;
}

// What a role may do with an object by what is said of that, and what it was born with; with a star
// what it may let others do.
std::set<std::string> allowed_by(const Fact* fact, const catalog::Identity& id) {
    std::set<std::string> allowed;
    const bool revoked = fact != nullptr && is_true(*fact, "revoked");
    if (!revoked && id.name() == "public" && is_born_usable(id.of))
        allowed.insert(privilege_of_public(id.of));
    if (fact == nullptr) return allowed;
    for (const auto& privilege : fact->list("privileges")) allowed.insert(privilege);
    for (const auto& privilege : fact->list("grantable"))
        allowed.insert({privilege, privilege + "*"});
    return allowed;
}

bool allows_more(const Fact* before, const Fact* after) {
    const auto& id = (before == nullptr ? after : before)->id;
    const auto then = allowed_by(before, id);
    const auto now = allowed_by(after, id);
    return !std::ranges::includes(then, now);
}

} // namespace

std::span<const Rule> privilege_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::privileges,
             .create = first_of<grants>,
             .finish = rest_of<grants>,
             .after = before_grants,
             .drop = revoke_grants,
             .dropping = no_lock,
             .widens = allows_more,
             .alters_parent = true},
    };
    return rules;
}

} // namespace pgslate::plan
