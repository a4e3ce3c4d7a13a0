#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

// `public` and the like may be there already: a new database has what template1 has.
sql::Text create_schema(const Fact& fact) {
    return text("CREATE SCHEMA IF NOT EXISTS {}", own_name(fact));
}

sql::Text create_extension(const Fact& fact) {
    Writer writer(text("CREATE EXTENSION IF NOT EXISTS {}", own_name(fact)));
    writer.add_if(fact.has("schema"), text("SCHEMA {}", sql::Identifier(fact.text("schema"))));
    writer.add_if(fact.has("version"), text("VERSION {}", sql::Literal(fact.text("version"))));
    return writer.done();
}

sql::Text create_statement(const Fact& fact) {
    return sql::Text::verbatim(fact.text("sql"));
}

// The subject as COMMENT ON names it (manual, "COMMENT").
sql::Text subject_of(const Identity& comment) {
    const auto name = [&] { return qualified(comment); };
    const auto own = sql::Identifier(comment.name());
    switch (comment.of) {
    case Kind::schema: return text("SCHEMA {}", own);
    case Kind::extension: return text("EXTENSION {}", own);
    case Kind::column:
    case Kind::attribute: return text("COLUMN {}.{}", name(), own);
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude:
    case Kind::check:
    case Kind::foreign_key: return text("CONSTRAINT {} ON {}", own, name());
    case Kind::domain_check: return text("CONSTRAINT {} ON DOMAIN {}", own, name());
    case Kind::table: return text("TABLE {}", name());
    case Kind::index: return text("INDEX {}", name());
    case Kind::sequence: return text("SEQUENCE {}", name());
    case Kind::view: return text("VIEW {}", name());
    case Kind::materialized_view: return text("MATERIALIZED VIEW {}", name());
    case Kind::domain: return text("DOMAIN {}", name());
    default: return text("TYPE {}", name());
    }
}

sql::Text create_comment(const Fact& fact) {
    return text("COMMENT ON {} IS {}", subject_of(fact.id), sql::Literal(fact.text("text")));
}

} // namespace

std::span<const Rule> schema_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::schema, .create = create_schema},
        Rule{.kind = Kind::extension, .create = create_extension},
        Rule{.kind = Kind::statement, .create = create_statement},
        Rule{.kind = Kind::comment, .create = create_comment, .alters_parent = true},
    };
    return rules;
}

} // namespace pgslate::plan
