#include "models/sql/statement.hpp"

#include "base/format.hpp"
#include "models/sql/creation_words.hpp"
#include "models/sql/reach.hpp"
#include "models/sql/role.hpp"
#include "models/sql/rows.hpp"
#include "models/sql/select_into.hpp"
#include "models/token_reader.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

using catalog::Identity;
using catalog::Kind;
using Purpose = StatementReading::Purpose;

// How the name of a kind stands behind CREATE.
enum class CreationForm {
    plain,     ///< a name without a schema
    qualified, ///< a name with or without a schema
    type,      ///< CREATE TYPE: what follows the name tells the kind
    function,  ///< a name and its arguments
    index,     ///< perhaps a name, then ON table
    on_table,  ///< a name, later ON table
    to_table   ///< a name, later TO table
};

struct Creation {
    std::array<std::string_view, 3> words;
    Kind kind;
    CreationForm form;
};

// Longer openings before the shorter ones that begin alike.
constexpr std::array creations = {
    Creation{{"schema"}, Kind::schema, CreationForm::plain},
    Creation{{"extension"}, Kind::extension, CreationForm::plain},
    Creation{{"language"}, Kind::language, CreationForm::plain},
    Creation{{"access", "method"}, Kind::access_method, CreationForm::plain},
    Creation{{"collation"}, Kind::collation, CreationForm::qualified},
    Creation{{"type"}, Kind::base_type, CreationForm::type},
    Creation{{"domain"}, Kind::domain, CreationForm::qualified},
    Creation{{"sequence"}, Kind::sequence, CreationForm::qualified},
    Creation{{"foreign", "data", "wrapper"}, Kind::foreign_data_wrapper, CreationForm::plain},
    Creation{{"foreign", "table"}, Kind::foreign_table, CreationForm::qualified},
    Creation{{"server"}, Kind::server, CreationForm::plain},
    Creation{{"table"}, Kind::table, CreationForm::qualified},
    Creation{{"materialized", "view"}, Kind::materialized_view, CreationForm::qualified},
    Creation{{"view"}, Kind::view, CreationForm::qualified},
    Creation{{"index"}, Kind::index, CreationForm::index},
    Creation{{"function"}, Kind::function, CreationForm::function},
    Creation{{"procedure"}, Kind::function, CreationForm::function},
    Creation{{"aggregate"}, Kind::function, CreationForm::function},
    Creation{{"event", "trigger"}, Kind::event_trigger, CreationForm::plain},
    Creation{{"trigger"}, Kind::trigger, CreationForm::on_table},
    Creation{{"rule"}, Kind::rule, CreationForm::to_table},
    Creation{{"policy"}, Kind::policy, CreationForm::on_table},
    Creation{{"conversion"}, Kind::conversion, CreationForm::qualified},
    Creation{{"text", "search", "parser"}, Kind::text_search_parser, CreationForm::qualified},
    Creation{{"text", "search", "template"}, Kind::text_search_template, CreationForm::qualified},
    Creation{
        {"text", "search", "dictionary"}, Kind::text_search_dictionary, CreationForm::qualified},
    Creation{{"text", "search", "configuration"},
             Kind::text_search_configuration,
             CreationForm::qualified},
    Creation{{"statistics"}, Kind::statistics, CreationForm::qualified},
    Creation{{"publication"}, Kind::publication, CreationForm::plain},
    Creation{{"subscription"}, Kind::subscription, CreationForm::plain},
};

std::vector<std::string> in_schema(std::vector<std::string> name, const std::string& schema) {
    if (name.size() == 1) name.insert(name.begin(), schema);
    if (name.size() > 2) name.erase(name.begin(), name.end() - 2); // database.schema.name
    return name;
}

std::vector<std::vector<std::string>> references_of(const TokenReader& definition,
                                                    const std::string& schema) {
    auto tables = referred_tables(definition);
    for (auto& table : tables) table = in_schema(std::move(table), schema);
    return tables;
}

// `(a integer, OUT b text)` has one argument that counts for the function's name. An aggregate's
// `(*)` has none.
std::size_t count_arguments(TokenReader& reader) {
    if (!reader.take_symbol("(")) return 0;
    std::size_t count = 0;
    bool first = true; // of an argument
    for (int depth = 1; !reader.at_end(); reader.skip()) {
        if (reader.sees_symbol("(") || reader.sees_symbol("[")) ++depth;
        if (reader.sees_symbol("]")) --depth;
        if (reader.sees_symbol(")") && --depth == 0) break;
        if (depth == 1 && (reader.sees_symbol(",") || reader.take({"order", "by"}))) first = true;
        if (reader.sees_symbol(",")) continue;
        if (first && !reader.sees("out") && !reader.sees_symbol("*")) ++count;
        first = false;
    }
    return count;
}

Kind type_kind(TokenReader& reader) {
    if (!reader.take("as")) return Kind::base_type;
    if (reader.sees("enum")) return Kind::enum_type;
    return reader.sees("range") ? Kind::range_type : Kind::composite_type;
}

class CreateReader {
  public:
    CreateReader(TokenReader& reader, const std::string& schema)
        : reader_(reader), schema_(schema) {}

    StatementReading run() {
        StatementReading reading;
        const auto words = take_creation_words(reader_);
        reading.repeatable = words.replaces;
        const auto found = std::ranges::find_if(
            creations, [&](const Creation& creation) { return take_words(creation.words); });
        if (found == creations.end() || words.temporary) return reading;
        reading.affects_later = found->kind == Kind::event_trigger;
        reader_.take("concurrently");
        if (reader_.take({"if", "not", "exists"})) reading.repeatable = true;
        read_name(*found, reading);
        if (found->kind == Kind::table && !reading.creates.empty())
            reading.references = references_of(reader_, schema_);
        return reading;
    }

  private:
    bool take_words(const std::array<std::string_view, 3>& words) {
        if (words[1].empty()) return reader_.take(words[0]);
        if (words[2].empty()) return reader_.take({words[0], words[1]});
        return reader_.take({words[0], words[1], words[2]});
    }

    void read_name(const Creation& creation, StatementReading& reading) {
        if (creation.form == CreationForm::index && reader_.sees("on"))
            return; // the server names it
        if (creation.kind == Kind::schema) reader_.take("authorization");
        auto name = reader_.take_name();
        if (name.empty()) return;
        switch (creation.form) {
        case CreationForm::plain: return add(reading, creation.kind, {name.back()});
        case CreationForm::qualified:
            return add(reading, creation.kind, in_schema(std::move(name), schema_));
        case CreationForm::type: return add_type(reading, in_schema(std::move(name), schema_));
        case CreationForm::function:
            return add_function(reading, in_schema(std::move(name), schema_));
        case CreationForm::index:
        case CreationForm::on_table: return add_to_table(reading, creation, name.back(), "on");
        case CreationForm::to_table: return add_to_table(reading, creation, name.back(), "to");
        }
    }

    static void add(StatementReading& reading, Kind kind, std::vector<std::string> names) {
        reading.creates.push_back({kind, std::move(names), {}});
    }

    // `CREATE TYPE name` alone makes a shell, to be filled by a second one.
    void add_type(StatementReading& reading, std::vector<std::string> name) {
        if (reader_.at_end()) reading.repeatable = true;
        const auto kind = type_kind(reader_);
        if (kind == Kind::base_type) reading.repeatable = true;
        add(reading, kind, std::move(name));
    }

    // Functions may share a name.
    void add_function(StatementReading& reading, std::vector<std::string> name) {
        reading.repeatable = true;
        name.push_back(format("{}", count_arguments(reader_)));
        add(reading, Kind::function, std::move(name));
    }

    void add_to_table(StatementReading& reading, const Creation& creation, const std::string& name,
                      std::string_view before) {
        if (!reader_.find(before)) return;
        reader_.take("only");
        auto table = reader_.take_name();
        if (table.empty()) return;
        table = in_schema(std::move(table), schema_);
        reading.parent = Identity{Kind::table, table, {}};
        if (creation.form == CreationForm::index)
            return add(reading, creation.kind, {table[0], name});
        table.push_back(name);
        add(reading, creation.kind, std::move(table));
    }

    TokenReader& reader_;
    const std::string& schema_;
};

std::optional<Kind> constraint_kind(const TokenReader& reader) {
    if (reader.sees("primary")) return Kind::primary_key;
    if (reader.sees("unique")) return Kind::unique;
    if (reader.sees("check")) return Kind::check;
    if (reader.sees("foreign")) return Kind::foreign_key;
    if (reader.sees("exclude")) return Kind::exclude;
    return std::nullopt;
}

// DROP CONSTRAINT ..., ALTER COLUMN ... DROP DEFAULT
bool sees_drop(TokenReader reader) {
    if (!reader.take("alter")) return reader.sees("drop");
    reader.take("column");
    reader.take_name();
    return reader.sees("drop");
}

bool begins_with_any(const TokenReader& reader, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return reader.sees(word); });
}

// CREATE OPERATOR app.+ (...), CREATE OPERATOR CLASS name ...: these have no identity in a model,
// and casts and transforms have no name.
StatementReading read_nameless(TokenReader& reader, const std::string& schema) {
    StatementReading reading{.needed_unnamed = true};
    const bool is_class = reader.take({"operator", "class"}) || reader.take({"operator", "family"});
    if (!is_class && !reader.take("operator")) return reading;
    reading.is_operator = !is_class;
    auto name = reader.take_name();
    if (!is_class) name.push_back(reader.take_symbols());
    reading.nameless = in_schema(std::move(name), schema);
    return reading;
}

bool makes_nameless(TokenReader reader) {
    reader.take({"or", "replace"});
    return begins_with_any(reader, {"operator", "cast", "transform"});
}

// ALTER TABLE name OWNER TO role: of what may run code of its owner. A type runs none, and what it
// is made of needs its shell; what has arguments besides its name is not looked for.
std::vector<std::string> read_owner(TokenReader reader, const std::string& schema) {
    reader.take("foreign") || reader.take("materialized");
    if (!reader.take("table") && !reader.take("view") && !reader.take("sequence")) return {};
    reader.take({"if", "exists"});
    reader.take("only");
    auto name = in_schema(reader.take_name(), schema);
    return reader.take({"owner", "to"}) ? name : std::vector<std::string>();
}

// ALTER TABLE ... ADD CONSTRAINT name, which is how pg_dump writes constraints.
StatementReading read_alter(TokenReader& reader, const std::string& schema) {
    StatementReading reading{.gives_owner_to = read_owner(reader, schema)};
    if (reader.take({"default", "privileges"})) reading.affects_later = true;
    const bool foreign = reader.take("foreign");
    const bool domain = reader.take("domain");
    if (!domain && !reader.take("table")) return reading;
    reader.take({"if", "exists"});
    reader.take("only");
    const auto table = in_schema(reader.take_name(), schema);
    if (table.size() != 2) return reading;
    const auto kind_of_table = foreign ? Kind::foreign_table : Kind::table;
    reading.parent = Identity{domain ? Kind::domain : kind_of_table, table, {}};
    reading.references = references_of(reader, schema);
    const bool drops = sees_drop(reader);
    while (reader.find("add")) {
        if (!reader.take("constraint")) continue;
        auto names = table;
        for (auto& part : reader.take_name()) names.push_back(std::move(part));
        const auto kind = domain ? std::optional(Kind::domain_check) : constraint_kind(reader);
        if (kind && names.size() == 3) reading.creates.push_back({*kind, std::move(names), {}});
    }
    if (drops && reading.creates.empty()) reading.purpose = Purpose::removal;
    return reading;
}

// Only with words that compute a text: what calls other functions, or asks tables, may do anything.
bool sets_config(const TokenReader& reader, std::string_view sql) {
    constexpr std::array harmless = {
        "select",       "pg_catalog",   "set_config",     "current_setting", "current_database",
        "current_user", "session_user", "current_schema", "coalesce",        "concat",
        "quote_ident",  "text",         "true",           "false",           "null"};
    TokenReader call = reader;
    call.take("select");
    call.take({"pg_catalog"}) && call.take_symbol(".");
    if (!call.sees("set_config")) return false;
    return std::ranges::all_of(reader.tokens(), [&](const sql::Token& token) {
        if (token.kind == sql::Token::Kind::quoted_name) return false;
        if (token.kind != sql::Token::Kind::word) return true;
        return std::ranges::any_of(
            harmless, [&](std::string_view word) { return is_word(token, sql, word); });
    });
}

bool is_setting(TokenReader reader, std::string_view sql) {
    if (sets_config(reader, sql) || reader.sees("reset")) return true;
    return reader.take("set") && !reader.sees("constraints") && !reader.sees("transaction");
}

bool controls_transaction(TokenReader reader) {
    if (reader.take({"set", "transaction"})) return true;
    constexpr std::array words = {"begin", "start",     "commit",  "end",    "rollback",
                                  "abort", "savepoint", "release", "prepare"};
    return reader.sees_any(words);
}

// The first schema of a path that an object can be made in; empty if there is none. `"$user"` is
// passed over: a schema named after the role is not to be counted on.
std::string first_schema(TokenReader path) {
    if (path.take("default")) return {};
    for (; !path.at_end(); path.skip())
        if (auto name = path.take_name_or_string(); !name.empty() && name != "$user") return name;
    return {};
}

// set_config('search_path', 'app, public', false)
std::optional<std::string> first_of_set_config(const TokenReader& reader, std::string_view sql) {
    const auto is_string = [](const auto& token) { return token.kind == sql::Token::Kind::string; };
    const auto tokens = reader.tokens();
    const auto first = std::ranges::find_if(tokens, is_string);
    if (first == tokens.end() || content_of(*first, sql) != "search_path") return std::nullopt;
    const auto second = std::find_if(first + 1, tokens.end(), is_string);
    if (second == tokens.end()) return std::nullopt;
    return first_schema(TokenReader(content_of(*second, sql)));
}

StatementReading read_data(const TokenReader& reader, const std::string& schema) {
    StatementReading reading{.purpose = Purpose::data};
    if (auto table = filled_table(reader); !table.empty())
        reading.fills = in_schema(std::move(table), schema);
    return reading;
}

// What changes or asks for rows, or does other work.
bool works(const TokenReader& reader) {
    constexpr std::array words = {
        "insert",  "update", "delete",  "merge", "copy",       "truncate",  "select",   "with",
        "values",  "table",  "refresh", "call",  "lock",       "execute",   "explain",  "declare",
        "fetch",   "move",   "close",   "show",  "discard",    "listen",    "unlisten", "notify",
        "analyze", "vacuum", "reindex", "load",  "checkpoint", "deallocate"};
    return reader.sees_any(words);
}

StatementReading read_select_into(const SelectInto& select, const std::string& schema) {
    StatementReading reading;
    if (!select.temporary)
        reading.creates.push_back({Kind::table, in_schema(select.table, schema), {}});
    return reading;
}

StatementReading read_shared(const TokenReader& reader) {
    StatementReading reading{.shared = true};
    const auto about = role_statement(reader);
    if (about && about->verb == RoleStatement::Verb::creates)
        reading.creates.push_back({Kind::role, about->roles, {}});
    return reading;
}

} // namespace

StatementReading read_statement(TokenReader reader, const std::string& schema) {
    if (is_setting(reader, reader.sql())) return {.purpose = Purpose::setting};
    if (controls_transaction(reader)) return {.purpose = Purpose::transaction_control};
    if (const auto select = select_into(reader)) return read_select_into(*select, schema);
    if (works(reader)) return read_data(reader, schema);
    if (reach_of(reader) == Reach::shared) return read_shared(reader);
    if (reader.sees("drop")) return {.purpose = Purpose::removal};
    if (reader.take("create"))
        return makes_nameless(reader) ? read_nameless(reader, schema)
                                      : CreateReader(reader, schema).run();
    if (reader.take("alter")) return read_alter(reader, schema);
    return {};
}

std::optional<std::string> first_of_search_path(TokenReader reader) {
    if (sets_config(reader, reader.sql())) return first_of_set_config(reader, reader.sql());
    if (reader.take({"reset", "all"}) || reader.take({"reset", "search_path"}))
        return std::string();
    if (!reader.take("set")) return std::nullopt;
    reader.take("local") || reader.take("session");
    if (reader.take("schema")) return first_schema(reader);
    if (!reader.take("search_path")) return std::nullopt;
    reader.take("to") || reader.take_symbol("=");
    return first_schema(reader);
}

QuotedBody quoted_body(TokenReader reader) {
    if (reader.take("do")) return {.text = reader.string_content()};
    if (!reader.take("create")) return {};
    reader.take({"or", "replace"});
    if (!reader.sees("function") && !reader.sees("procedure")) return {};
    TokenReader language = reader;
    const bool is_sql = language.find("language") && language.take_name_or_string() == "sql";
    if (!reader.find("as")) return {};
    return {.text = reader.string_content(), .is_sql = is_sql};
}

} // namespace pgslate::models
