#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// Between dollars the body stands as it is (manual, "Dollar-Quoted String Constants").
sql::Text dollar_quoted(const std::string& body) {
    std::string tag = "$$";
    for (int number = 1; body.find(tag.substr(0, tag.size() - 1)) != std::string::npos; ++number)
        tag = format("$_{}$", number);
    return sql::Text::verbatim(tag + body + tag);
}

// A function in C is a file and a name in it, any other a text in its language.
void add_body(Writer& writer, const Fact& fact) {
    if (fact.has("sql_body"))
        writer.add(text("\n{}", fragment(fact, "sql_body")));
    else if (fact.has("object_file"))
        writer.add(text("AS {}, {}", sql::Literal(fact.text("object_file")),
                        sql::Literal(fact.text("body"))));
    else
        writer.add(text("AS {}", dollar_quoted(fact.text("body"))));
}

void add_transforms(Writer& writer, const Fact& fact) {
    std::vector<sql::Text> types;
    for (const auto& type : fact.list("transforms"))
        types.push_back(text("FOR TYPE {}", sql::Fragment(type)));
    writer.add_if(!types.empty(), text("TRANSFORM {}", joined(types, ", ")));
}

// In the order in which the manual names them ("CREATE FUNCTION").
void add_properties(Writer& writer, const Fact& fact) {
    writer.add(text("LANGUAGE {}", sql::Identifier(fact.text("language"))));
    add_transforms(writer, fact);
    writer.add_if(fact.text("form") == "window", text("WINDOW"));
    writer.add_attribute("{}", fact, "volatility");
    writer.add_if(is_true(fact, "leakproof"), text("LEAKPROOF"));
    writer.add_if(is_true(fact, "strict"), text("STRICT"));
    writer.add_if(is_true(fact, "security_definer"), text("SECURITY DEFINER"));
    writer.add_attribute("PARALLEL {}", fact, "parallel");
    writer.add_attribute("COST {}", fact, "cost");
    writer.add_attribute("ROWS {}", fact, "rows");
    writer.add_attribute("SUPPORT {}", fact, "support");
    for (const auto& setting : fact.list("settings"))
        writer.add(text("SET {}", sql::Fragment(setting)));
}

sql::Text aggregate_of(const sql::Text& words, const Fact& fact) {
    return text("{} AGGREGATE {}({}) ({})", words, qualified(fact.id), fragment(fact, "arguments"),
                fragment_list(fact.list("options")));
}

sql::Text routine_of(const sql::Text& words, const Fact& fact) {
    if (fact.text("form") == "aggregate") return aggregate_of(words, fact);
    const auto what = fact.text("form") == "procedure" ? text("PROCEDURE") : text("FUNCTION");
    Writer writer(
        text("{} {} {}({})", words, what, qualified(fact.id), fragment(fact, "arguments")));
    writer.add_attribute("RETURNS {}", fact, "returns");
    add_properties(writer, fact);
    add_body(writer, fact);
    return writer.done();
}

using WrittenWith = sql::Text (*)(const sql::Text& words, const Fact&);
template <WrittenWith write>
sql::Text create(const Fact& fact) {
    return write(text("CREATE"), fact);
}
template <WrittenWith write>
sql::Text replace(const Fact& fact) {
    return write(text("CREATE OR REPLACE"), fact);
}

// What it is called with, without a body that the server reads: one between quotes may be anything
// while check_function_bodies is off.
std::optional<Fact> function_without_body(const Fact& fact) {
    if (!fact.has("stub")) return std::nullopt;
    auto stub = fact;
    stub.attributes.erase("sql_body");
    stub.attributes["body"] = "";
    stub.attributes["arguments"] = fact.list("stub").at(0);
    return stub;
}

sql::Text create_cast(const Fact& fact) {
    Writer writer(text("CREATE CAST ({} AS {})", sql::Fragment(fact.id.names.at(0)),
                       sql::Fragment(fact.id.names.at(1))));
    if (fact.has("function"))
        writer.add(text("WITH FUNCTION {}", fragment(fact, "function")));
    else
        writer.add(is_true(fact, "inout") ? text("WITH INOUT") : text("WITHOUT FUNCTION"));
    writer.add_attribute("AS {}", fact, "context");
    return writer.done();
}

sql::Text transform_of(const sql::Text& words, const Fact& fact) {
    std::vector<sql::Text> functions;
    if (fact.has("from_sql"))
        functions.push_back(text("FROM SQL WITH FUNCTION {}", fragment(fact, "from_sql")));
    if (fact.has("to_sql"))
        functions.push_back(text("TO SQL WITH FUNCTION {}", fragment(fact, "to_sql")));
    return text("{} TRANSFORM FOR {} LANGUAGE {} ({})", words, sql::Fragment(fact.id.names.at(0)),
                sql::Identifier(fact.id.names.at(1)), joined(functions, ", "));
}

sql::Text language_of(const sql::Text& words, const Fact& fact) {
    const auto trusted = is_true(fact, "trusted") ? text("TRUSTED ") : text("");
    Writer writer(text("{} {}LANGUAGE {}", words, trusted, own_name(fact)));
    writer.add_attribute("HANDLER {}", fact, "handler");
    writer.add_attribute("INLINE {}", fact, "inline");
    writer.add_attribute("VALIDATOR {}", fact, "validator");
    return writer.done();
}

// A function that nobody calls: its arguments, what it returns and a body, and nothing else. Its
// name stays, because a body may name its arguments by it.
Carrier uncalled(Fact fact) {
    fact.id.names = {"pg_temp", fact.id.names.at(1)};
    erase_if(fact.attributes, [](const auto& entry) {
        static constexpr std::array kept = {"form", "arguments", "returns", "sql_body"};
        return std::ranges::find(kept, entry.first) == kept.end();
    });
    fact.attributes.emplace("language", "sql");
    return {.statement = create<routine_of>(fact),
            .question = text("SELECT pg_catalog.pg_get_functiondef(oid) FROM pg_catalog.pg_proc "
                             "WHERE proname = {} AND pronamespace = pg_catalog.pg_my_temp_schema()",
                             sql::Literal(fact.id.name()))};
}

// Only defaults among them can be printed otherwise; an aggregate has none.
Carrier carry_arguments(const Fact& fact, std::string_view attribute) {
    if (fact.text(attribute).find(" DEFAULT ") == std::string::npos) return {};
    if (fact.text("form") == "aggregate") return {};
    auto function = fact;
    function.attributes.erase("sql_body");
    if (function.text("form") == "window") function.attributes.erase("form");
    return uncalled(std::move(function));
}

Carrier carry_body(const Fact& fact, std::string_view) {
    return uncalled(fact);
}

constexpr std::array texts_of_function = {Carried{"arguments", carry_arguments},
                                          Carried{"sql_body", carry_body}};

} // namespace

namespace {

// Whoever calls it then does so with the rights of its owner.
bool lends_rights(const Fact* before, const Fact* after) {
    return before != nullptr && after != nullptr && !is_true(*before, "security_definer")
           && is_true(*after, "security_definer");
}

} // namespace

std::span<const Rule> routine_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::function,
             .create = create<routine_of>,
             .early = function_without_body,
             .late = replace<routine_of>,
             .replace = replace<routine_of>,
             .widens = lends_rights,
             .carried = texts_of_function,
             .unordered = {"settings", "transforms"}},
        Rule{.kind = Kind::cast, .create = create_cast},
        Rule{.kind = Kind::transform,
             .create = create<transform_of>,
             .replace = replace<transform_of>},
        Rule{
            .kind = Kind::language, .create = create<language_of>, .replace = replace<language_of>},
    };
    return rules;
}

} // namespace pgslate::plan
