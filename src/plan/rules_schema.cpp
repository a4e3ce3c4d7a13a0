#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
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
    return sql::Text::verbatim(std::string(fact.sql()));
}

} // namespace

std::span<const Rule> schema_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::schema, .create = create_schema},
        Rule{.kind = Kind::extension,
             .create = create_extension,
             .dropping = loses_all,
             .only_made_with = "fixed_schema"},
        Rule{.kind = Kind::statement, .create = create_statement},
    };
    return rules;
}

} // namespace pgslate::plan
