#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text create_enum(const Fact& fact) {
    return text("CREATE TYPE {} AS ENUM ({})", qualified(fact.id),
                literal_list(fact.list("labels")));
}

// The name alone; the functions that a type is made of need no more.
sql::Text create_shell_type(const Fact& fact) {
    return text("CREATE TYPE {}", qualified(fact.id));
}

sql::Text create_base_type(const Fact& fact) {
    if (is_true(fact, "shell")) return create_shell_type(fact);
    return text("CREATE TYPE {} ({})", qualified(fact.id), fragment_list(fact.list("options")));
}

// It and its functions need each other: there is no other word for dropping them. Whatever else
// needs them has been dropped by then.
std::vector<sql::Text> drop_base_type(const Fact& fact) {
    if (is_true(fact, "shell")) return {text("DROP TYPE {}", qualified(fact.id))};
    return {text("DROP TYPE {} CASCADE", qualified(fact.id))};
}

// The same with the function that a range is brought to its usual form by.
std::vector<sql::Text> drop_range(const Fact& fact) {
    return {text("DROP TYPE {}{}", qualified(fact.id),
                 fact.has("canonical") ? text(" CASCADE") : sql::Text())};
}

sql::Text create_range(const Fact& fact) {
    std::vector<sql::Text> options = {text("SUBTYPE = {}", fragment(fact, "subtype"))};
    if (fact.has("opclass"))
        options.push_back(text("SUBTYPE_OPCLASS = {}", fragment(fact, "opclass")));
    if (fact.has("collation"))
        options.push_back(text("COLLATION = {}", fragment(fact, "collation")));
    if (fact.has("canonical"))
        options.push_back(text("CANONICAL = {}", fragment(fact, "canonical")));
    if (fact.has("subtype_diff"))
        options.push_back(text("SUBTYPE_DIFF = {}", fragment(fact, "subtype_diff")));
    if (fact.has("multirange"))
        options.push_back(text("MULTIRANGE_TYPE_NAME = {}", fragment(fact, "multirange")));
    return text("CREATE TYPE {} AS RANGE ({})", qualified(fact.id), joined(options, ", "));
}

sql::Text create_composite_with(const Fact& fact, std::span<const sql::Text> attributes) {
    return text("CREATE TYPE {} AS ({})", qualified(fact.id), joined(attributes, ", "));
}

sql::Text create_composite(const Fact& fact) {
    return create_composite_with(fact, {});
}

sql::Text attribute_clause(const Fact& fact) {
    Writer writer(text("{} {}", own_name(fact), fragment(fact, "type")));
    writer.add_attribute("COLLATE {}", fact, "collation");
    return writer.done();
}

sql::Text add_attribute(const Fact& fact) {
    return text("ALTER TYPE {} ADD ATTRIBUTE {}{}", parent_name(fact), attribute_clause(fact),
                typed_tables_too(fact));
}

sql::Text create_domain_with(const Fact& fact, std::span<const sql::Text> checks) {
    Writer writer(text("CREATE DOMAIN {} AS {}", qualified(fact.id), fragment(fact, "type")));
    writer.add_attribute("COLLATE {}", fact, "collation");
    writer.add_attribute("DEFAULT {}", fact, "default");
    if (fact.has("not_null_name"))
        writer.add(text("CONSTRAINT {}", sql::Identifier(fact.text("not_null_name"))));
    writer.add_if(is_true(fact, "not_null"), text("NOT NULL"));
    for (const auto& check : checks) writer.add(check);
    return writer.done();
}

sql::Text create_domain(const Fact& fact) {
    return create_domain_with(fact, {});
}

// From PostgreSQL 17 on NOT NULL is a constraint: its name, and what is said of it.
std::vector<sql::Text> finish_domain(const Fact& fact) {
    const auto& comment = fact.list("not_null_comment");
    if (comment.empty()) return {};
    return {text("COMMENT ON CONSTRAINT {} ON DOMAIN {} IS {}", sql::Identifier(comment.at(0)),
                 qualified(fact.id), sql::Literal(comment.at(1)))};
}

// Its default may need a function that needs the domain.
std::optional<Fact> without_default_value(const Fact& fact) {
    if (!fact.has("default")) return std::nullopt;
    auto without = fact;
    without.attributes.erase("default");
    return without;
}

sql::Text set_default_value(const Fact& fact) {
    return text("ALTER DOMAIN {} SET DEFAULT {}", qualified(fact.id), fragment(fact, "default"));
}

sql::Text domain_check_definition(const Fact& fact) {
    return text("CONSTRAINT {} CHECK ({})", own_name(fact), fragment(fact, "expression"));
}

// CREATE DOMAIN knows no NOT VALID (manual, "CREATE DOMAIN").
sql::Text domain_check_clause(const Fact& fact) {
    return is_true(fact, "not_valid") ? sql::Text() : domain_check_definition(fact);
}

sql::Text add_domain_check(const Fact& fact) {
    Writer writer(text("ALTER DOMAIN {} ADD {}", parent_name(fact), domain_check_definition(fact)));
    writer.add_if(is_true(fact, "not_valid"), text("NOT VALID"));
    return writer.done();
}

// The domain's own check, since VALUE stands nowhere else; the rows that there are are not looked
// at.
Carrier carry_domain_check(const Fact& fact, std::string_view) {
    auto check = fact;
    check.id.names = check.id.names.with_last(carrier_name().name());
    check.attributes.insert_or_assign("not_valid", "true");
    return {.statement = add_domain_check(check),
            .question = text("SELECT pg_catalog.format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', "
                             "contypid::pg_catalog.regtype, conname, "
                             "pg_catalog.pg_get_constraintdef(oid)) "
                             "FROM pg_catalog.pg_constraint WHERE conname = {} AND contypid <> 0",
                             sql::Literal(check.id.name()))};
}

std::vector<sql::Text> drop_attribute(const Fact& fact) {
    return {text("ALTER TYPE {} DROP ATTRIBUTE {}{}", parent_name(fact), own_name(fact),
                 typed_tables_too(fact))};
}

std::vector<sql::Text> drop_domain_check(const Fact& fact) {
    return {text("ALTER DOMAIN {} DROP CONSTRAINT {}", parent_name(fact), own_name(fact))};
}

// It goes with the type that it is the name of.
std::vector<sql::Text> drop_with_type(const Fact&) {
    return {};
}

// In all columns that have the type.
Effect lose_values(const Fact&) {
    return {.lock = LockMode::none, .risks = {Risk::data_loss}, .beyond_rows = true};
}

Effect look_at_all_values(const Fact& fact) {
    if (is_true(fact, "not_valid")) return no_lock(fact);
    return {.lock = LockMode::share, .risks = {Risk::scan, Risk::may_fail}};
}

constexpr std::array texts_of_domain = {Carried{"default", carry_value}};
constexpr std::array texts_of_domain_check = {Carried{"expression", carry_domain_check}};

} // namespace

std::span<const Rule> type_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::shell_type, .create = create_shell_type, .drop = drop_with_type},
        Rule{.kind = Kind::base_type, .create = create_base_type, .drop = drop_base_type},
        Rule{.kind = Kind::enum_type, .create = create_enum},
        Rule{.kind = Kind::range_type, .create = create_range, .drop = drop_range},
        Rule{.kind = Kind::composite_type,
             .create = create_composite,
             .create_with = create_composite_with},
        Rule{.kind = Kind::attribute,
             .create = add_attribute,
             .clause = attribute_clause,
             .drop = drop_attribute,
             .dropping = lose_values,
             .alters_parent = true,
             .has_place = true},
        Rule{.kind = Kind::domain,
             .create = create_domain,
             .early = without_default_value,
             .late = set_default_value,
             .create_with = create_domain_with,
             .finish = finish_domain,
             .dropping = no_lock,
             .carried = texts_of_domain},
        Rule{.kind = Kind::domain_check,
             .create = add_domain_check,
             .clause = domain_check_clause,
             .drop = drop_domain_check,
             .creating = look_at_all_values,
             .dropping = no_lock,
             .alters_parent = true,
             .carried = texts_of_domain_check},
    };
    return rules;
}

} // namespace pgslate::plan
