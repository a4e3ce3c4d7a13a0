#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

void add_options(Writer& writer, const Fact& fact) {
    writer.add_if(fact.has("foreign_options"), foreign_options(fact));
}

sql::Text create_wrapper(const Fact& fact) {
    Writer writer(text("CREATE FOREIGN DATA WRAPPER {}", own_name(fact)));
    writer.add_if(fact.has("handler"), text("HANDLER {}", fragment(fact, "handler")));
    writer.add_if(fact.has("validator"), text("VALIDATOR {}", fragment(fact, "validator")));
    add_options(writer, fact);
    return writer.done();
}

sql::Text create_server(const Fact& fact) {
    Writer writer(text("CREATE SERVER {}", own_name(fact)));
    writer.add_if(fact.has("type"), text("TYPE {}", sql::Literal(fact.text("type"))));
    writer.add_if(fact.has("version"), text("VERSION {}", sql::Literal(fact.text("version"))));
    writer.add(text("FOREIGN DATA WRAPPER {}", sql::Identifier(fact.text("wrapper"))));
    add_options(writer, fact);
    return writer.done();
}

// PUBLIC is a keyword, and no role can be called so.
sql::Text create_user_mapping(const Fact& fact) {
    const auto& role = fact.id.names.at(1);
    const auto who = role == "public" ? text("PUBLIC") : text("{}", sql::Identifier(role));
    Writer writer(
        text("CREATE USER MAPPING FOR {} SERVER {}", who, sql::Identifier(fact.id.names.at(0))));
    add_options(writer, fact);
    return writer.done();
}

sql::Text create_foreign_table_with(const Fact& fact, std::span<const sql::Text> clauses) {
    const auto inside = joined(clauses, ",\n    ");
    auto table = text("CREATE FOREIGN TABLE {}", qualified(fact.id));
    if (fact.has("partition_of") && !is_true(fact, "attached")) {
        table += text(" PARTITION OF {}", qualified_list(fact.list("partition_of")));
        if (!inside.empty()) table += text(" (\n    {}\n)", inside);
        table += text(" {}", fragment(fact, "bound"));
    } else {
        table += inside.empty() ? text(" ()") : text(" (\n    {}\n)", inside);
    }
    if (fact.has("inherits"))
        table += text(" INHERITS ({})", qualified_list(fact.list("inherits")));
    Writer writer(table);
    writer.add(text("SERVER {}", sql::Identifier(fact.text("server"))));
    add_options(writer, fact);
    return writer.done();
}

sql::Text create_foreign_table(const Fact& fact) {
    return create_foreign_table_with(fact, {});
}

} // namespace

std::span<const Rule> foreign_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::foreign_data_wrapper, .create = create_wrapper},
        Rule{.kind = Kind::server, .create = create_server},
        Rule{.kind = Kind::user_mapping, .create = create_user_mapping},
        Rule{.kind = Kind::foreign_table,
             .create = create_foreign_table,
             .create_with = create_foreign_table_with,
             .finish = attach_partition},
    };
    return rules;
}

} // namespace pgslate::plan
