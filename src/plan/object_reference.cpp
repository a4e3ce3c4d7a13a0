#include "plan/object_reference.hpp"

#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;
using sql::text;

sql::Text named(const sql::Text& words, const Identity& id) {
    return lives_in_schema(id.kind) && id.kind != Kind::schema
               ? text("{} {}", words, qualified(id))
               : text("{} {}", words, sql::Identifier(id.name()));
}

// What has a name only within a table, type or domain.
sql::Text part(const sql::Text& words, const Identity& id) {
    return text("{} {} ON {}", words, sql::Identifier(id.name()), qualified(id));
}

// Names that are SQL already: types and operators.
sql::Fragment sql_name(const Identity& id, std::size_t index) {
    return sql::Fragment(id.names.at(index));
}

sql::Text operator_subject(const Identity& id) {
    return text("OPERATOR {}.{} ({})", sql::Identifier(id.names.at(0)), sql_name(id, 1),
                sql_name(id, 2));
}

// PUBLIC is a keyword, and no role can be called so.
sql::Text user_mapping(const Identity& id) {
    const auto& role = id.name();
    const auto user = role == "public" ? text("PUBLIC") : text("{}", sql::Identifier(role));
    return text("USER MAPPING FOR {} SERVER {}", user, sql::Identifier(id.names.front()));
}

// What is known by more than names.
sql::Text special(const Identity& id) {
    switch (id.kind) {
    case Kind::function: return text("ROUTINE {}({})", qualified(id), sql_name(id, 2));
    case Kind::operator_: return operator_subject(id);
    case Kind::operator_class:
        return text("OPERATOR CLASS {} USING {}", qualified(id), sql::Identifier(id.names.at(2)));
    case Kind::operator_family:
        return text("OPERATOR FAMILY {} USING {}", qualified(id), sql::Identifier(id.names.at(2)));
    case Kind::cast: return text("CAST ({} AS {})", sql_name(id, 0), sql_name(id, 1));
    case Kind::user_mapping: return user_mapping(id);
    case Kind::transform:
        return text("TRANSFORM FOR {} LANGUAGE {}", sql_name(id, 0),
                    sql::Identifier(id.names.at(1)));
    default: return named(text("TYPE"), id);
    }
}

sql::Text part_subject(const Identity& id) {
    switch (id.kind) {
    case Kind::column:
    case Kind::attribute: return text("COLUMN {}.{}", qualified(id), sql::Identifier(id.name()));
    case Kind::domain_check:
        return text("CONSTRAINT {} ON DOMAIN {}", sql::Identifier(id.name()), qualified(id));
    case Kind::trigger: return part(text("TRIGGER"), id);
    case Kind::rule: return part(text("RULE"), id);
    case Kind::policy: return part(text("POLICY"), id);
    default: return part(text("CONSTRAINT"), id);
    }
}

sql::Text named_subject(const Identity& id) {
    switch (id.kind) {
    case Kind::schema: return named(text("SCHEMA"), id);
    case Kind::extension: return named(text("EXTENSION"), id);
    case Kind::language: return named(text("LANGUAGE"), id);
    case Kind::access_method: return named(text("ACCESS METHOD"), id);
    case Kind::collation: return named(text("COLLATION"), id);
    case Kind::conversion: return named(text("CONVERSION"), id);
    case Kind::domain: return named(text("DOMAIN"), id);
    case Kind::sequence: return named(text("SEQUENCE"), id);
    case Kind::foreign_data_wrapper: return named(text("FOREIGN DATA WRAPPER"), id);
    case Kind::server: return named(text("SERVER"), id);
    case Kind::table: return named(text("TABLE"), id);
    case Kind::foreign_table: return named(text("FOREIGN TABLE"), id);
    case Kind::index: return named(text("INDEX"), id);
    case Kind::view: return named(text("VIEW"), id);
    case Kind::materialized_view: return named(text("MATERIALIZED VIEW"), id);
    case Kind::text_search_parser: return named(text("TEXT SEARCH PARSER"), id);
    case Kind::text_search_template: return named(text("TEXT SEARCH TEMPLATE"), id);
    case Kind::text_search_dictionary: return named(text("TEXT SEARCH DICTIONARY"), id);
    case Kind::text_search_configuration: return named(text("TEXT SEARCH CONFIGURATION"), id);
    case Kind::statistics: return named(text("STATISTICS"), id);
    case Kind::event_trigger: return named(text("EVENT TRIGGER"), id);
    case Kind::publication: return named(text("PUBLICATION"), id);
    case Kind::subscription: return named(text("SUBSCRIPTION"), id);
    default: return special(id);
    }
}

} // namespace

sql::Text subject(const Identity& id) {
    switch (id.kind) {
    case Kind::column:
    case Kind::attribute:
    case Kind::domain_check:
    case Kind::trigger:
    case Kind::rule:
    case Kind::policy:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude:
    case Kind::check:
    case Kind::foreign_key: return part_subject(id);
    default: return named_subject(id);
    }
}

sql::Text grant_subject(const Identity& id) {
    switch (id.kind) {
    case Kind::column:
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view: return text("TABLE {}", qualified(id));
    case Kind::server: return text("FOREIGN SERVER {}", sql::Identifier(id.name()));
    default: return subject(id);
    }
}

} // namespace pgslate::plan
