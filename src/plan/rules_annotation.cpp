#include "plan/default_grants.hpp"
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
using catalog::NameSpace;
using sql::text;

sql::Text create_comment(const Fact& fact) {
    return text("COMMENT ON {} IS {}", subject(subject_of(fact.id)),
                sql::Literal(fact.text("text")));
}

sql::Text create_label(const Fact& fact) {
    return text("SECURITY LABEL FOR {} ON {} IS {}", own_name(fact), subject(subject_of(fact.id)),
                sql::Literal(fact.text("label")));
}

sql::Text create_dependency(const Fact& fact) {
    return text("ALTER {} DEPENDS ON EXTENSION {}", subject(subject_of(fact.id)), own_name(fact));
}

std::vector<catalog::Identity> its_extension(const Fact& fact) {
    return {{Kind::extension, {fact.id.name()}, {}}};
}

sql::Text create_owner(const Fact& fact) {
    return text("ALTER {} OWNER TO {}", subject(subject_of(fact.id)),
                sql::Identifier(fact.text("role")));
}

// Whoever restores may have more rights than the owner, whose functions an index, a materialized
// view or a trigger runs: nothing of that comes before.
std::vector<catalog::Identity> what_is_owned(const Fact& fact) {
    return {subject_of(fact.id)};
}

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

// PUBLIC is born with some privileges on these kinds of objects, the owner with all (manual,
// "Privileges").
sql::Text born_with(const Fact& fact) {
    if (fact.has("born_with")) return text("{}", fragment(fact, "born_with"));
    if (fact.id.name() != "public") return text("ALL");
    return fact.id.of == Kind::function ? text("EXECUTE") : text("USAGE");
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

// An extension says of itself what the server has of it.
sql::Text comment_of_extension(const catalog::Identity& extension) {
    const auto body =
        text("BEGIN EXECUTE pg_catalog.format('COMMENT ON EXTENSION %I IS %L', {0}, "
             "(SELECT comment FROM pg_catalog.pg_available_extensions() WHERE name = {0})); END",
             sql::Literal(extension.name()));
    return text("DO {}", sql::Literal(body.sql()));
}

// What comes with a comment gets that back.
std::vector<sql::Text> uncomment(const Fact& fact) {
    const auto about = subject_of(fact.id);
    if (about.kind == Kind::extension) return {comment_of_extension(about)};
    if (catalog::comes_with_a_database(about))
        return {text("COMMENT ON {} IS 'standard public schema'", subject(about))};
    return {text("COMMENT ON {} IS NULL", subject(about))};
}

std::vector<sql::Text> unlabel(const Fact& fact) {
    return {
        text("SECURITY LABEL FOR {} ON {} IS NULL", own_name(fact), subject(subject_of(fact.id)))};
}

std::vector<sql::Text> drop_dependency(const Fact& fact) {
    return {
        text("ALTER {} NO DEPENDS ON EXTENSION {}", subject(subject_of(fact.id)), own_name(fact))};
}

// Everything has an owner: where none is declared, whoever makes it (desired/scratch.hpp,
// forget_own).
std::vector<sql::Text> give_to_us(const Fact& fact) {
    return {text("ALTER {} OWNER TO CURRENT_USER", subject(subject_of(fact.id)))};
}

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

bool is_born_usable(Kind kind) {
    return kind == Kind::function || kind == Kind::language || is_type(kind);
}

// What a role may do with an object by what is said of that, and what it was born with; with a star
// what it may let others do.
std::set<std::string> allowed_by(const Fact* fact, const catalog::Identity& id) {
    std::set<std::string> allowed;
    const bool revoked = fact != nullptr && is_true(*fact, "revoked");
    if (!revoked && id.name() == "public" && is_born_usable(id.of))
        allowed.insert(id.of == Kind::function ? "EXECUTE" : "USAGE");
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

// What is said of a part is looked up under the lock of a reader.
Effect say_little(const Fact& fact) {
    const auto kind = fact.id.of;
    if (kind == Kind::index) return no_lock(fact);
    const bool whole =
        kind == Kind::column || catalog::name_spaces(kind).front() == NameSpace::relation;
    return {.lock = whole ? LockMode::share_update_exclusive : LockMode::access_share};
}

Effect hold_owned(const Fact&) {
    return {};
}

} // namespace

namespace {

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

std::span<const Rule> annotation_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::comment,
             .create = create_comment,
             .drop = uncomment,
             .creating = say_little,
             .dropping = say_little,
             .alters_parent = true},
        Rule{.kind = Kind::security_label,
             .create = create_label,
             .drop = unlabel,
             .creating = say_little,
             .dropping = say_little,
             .alters_parent = true},
        Rule{.kind = Kind::extension_dependency,
             .create = create_dependency,
             .after = its_extension,
             .drop = drop_dependency,
             .alters_parent = true},
        Rule{.kind = Kind::owner,
             .create = create_owner,
             .behind = what_is_owned,
             .drop = give_to_us,
             .creating = hold_owned,
             .alters_parent = true},
        Rule{.kind = Kind::privileges,
             .create = first_of<grants>,
             .finish = rest_of<grants>,
             .after = before_grants,
             .drop = revoke_grants,
             .dropping = no_lock,
             .widens = allows_more,
             .alters_parent = true},
        Rule{.kind = Kind::default_privileges,
             .create = first_of<default_grants>,
             .finish = rest_of<default_grants>,
             .drop = undo_default_grants,
             .widens = will_allow_more},
    };
    return rules;
}

} // namespace pgslate::plan
