#include "plan/object_reference.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// `OPTIONS (a 'x')` of what is no table.
void add_options(Writer& writer, const Fact& fact) {
    writer.add_if(fact.has("options"), text("OPTIONS ({})", fragment_list(fact.list("options"))));
}

sql::Text create_wrapper(const Fact& fact) {
    Writer writer(text("CREATE FOREIGN DATA WRAPPER {}", own_name(fact)));
    writer.add_attribute("HANDLER {}", fact, "handler");
    writer.add_attribute("VALIDATOR {}", fact, "validator");
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

sql::Text create_user_mapping(const Fact& fact) {
    Writer writer(text("CREATE {}", subject(fact.id)));
    add_options(writer, fact);
    return writer.done();
}

// One whose columns stand in another order than its table's was made by itself, and attached.
bool is_made_as_partition(const Fact& fact) {
    return fact.has("partition_of") && !is_true(fact, "attached");
}

// A partition without clauses has no brackets; any other table has them, even if they are empty.
sql::Text foreign_table_body(const Fact& fact, std::span<const sql::Text> clauses) {
    const auto inside = joined(clauses, ",\n    ");
    const auto brackets = inside.empty() ? sql::Text() : text(" (\n    {}\n)", inside);
    if (is_made_as_partition(fact))
        return text(" PARTITION OF {}{} {}", qualified_list(fact.list("partition_of")), brackets,
                    fragment(fact, "bound"));
    return inside.empty() ? text(" ()") : brackets;
}

sql::Text create_foreign_table_with(const Fact& fact, std::span<const sql::Text> clauses) {
    Writer writer(text("CREATE FOREIGN TABLE {}{}{}", qualified(fact.id),
                       foreign_table_body(fact, clauses), inherits_clause(fact)));
    writer.add(text("SERVER {}", sql::Identifier(fact.text("server"))));
    writer.add_if(fact.has("foreign_options"), foreign_options(fact));
    return writer.done();
}

std::vector<sql::Text> join_others(const Fact& fact) {
    auto statements = attach_partition(fact);
    for (auto& statement : inherit_later(fact)) statements.push_back(std::move(statement));
    return statements;
}

sql::Text create_foreign_table(const Fact& fact) {
    return create_foreign_table_with(fact, {});
}

} // namespace

std::span<const Rule> foreign_rules() {
    static constexpr std::array rules = {
        Rule{
            .kind = Kind::foreign_data_wrapper, .create = create_wrapper, .unordered = {"options"}},
        Rule{.kind = Kind::server, .create = create_server, .unordered = {"options"}},
        Rule{.kind = Kind::user_mapping, .create = create_user_mapping, .unordered = {"options"}},
        Rule{.kind = Kind::foreign_table,
             .create = create_foreign_table,
             .create_with = create_foreign_table_with,
             .finish = join_others,
             .unordered = {"foreign_options"},
             .only_made_with = "inherits_later"},
    };
    return rules;
}

} // namespace pgslate::plan
