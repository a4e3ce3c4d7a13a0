#include "plan/object_reference.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

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

sql::Text create_label(const Fact& fact) {
    return text("SECURITY LABEL FOR {} ON {} IS {}", own_name(fact), subject(subject_of(fact.id)),
                sql::Literal(fact.text("label")));
}

std::vector<sql::Text> unlabel(const Fact& fact) {
    return {
        text("SECURITY LABEL FOR {} ON {} IS NULL", own_name(fact), subject(subject_of(fact.id)))};
}

sql::Text create_dependency(const Fact& fact) {
    return text("ALTER {} DEPENDS ON EXTENSION {}", subject(subject_of(fact.id)), own_name(fact));
}

std::vector<catalog::Identity> its_extension(const Fact& fact) {
    return {{Kind::extension, {fact.id.name()}, {}}};
}

std::vector<sql::Text> drop_dependency(const Fact& fact) {
    return {
        text("ALTER {} NO DEPENDS ON EXTENSION {}", subject(subject_of(fact.id)), own_name(fact))};
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

// Everything has an owner: where none is declared, whoever makes it (desired/scratch.hpp,
// forget_own).
std::vector<sql::Text> give_to_us(const Fact& fact) {
    return {text("ALTER {} OWNER TO CURRENT_USER", subject(subject_of(fact.id)))};
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
    };
    return rules;
}

} // namespace pgslate::plan
