#include "base/format.hpp"
#include "models/toml/column_sayings.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/name.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Kind;

// The words of a_expr's operators that DEFAULT does not take without brackets: its grammar wants a
// b_expr (src/backend/parser/gram.y).
constexpr std::array bracketed_words = {"and",     "or",      "not",     "in",      "like",
                                        "ilike",   "similar", "between", "is",      "isnull",
                                        "notnull", "at",      "collate", "overlaps"};

constexpr std::array integer_types = {"smallint", "integer", "bigint", "int",
                                      "int2",     "int4",    "int8"};

bool is_integer(std::string type) {
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(integer_types, type) != integer_types.end();
}

std::string bracketed_where_needed(const std::string& sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    const bool needed = std::ranges::any_of(tokens, [&](const sql::Token& token) {
        return std::ranges::any_of(bracketed_words,
                                   [&](const char* word) { return is_word(token, sql, word); });
    });
    return needed ? format("({})", sql) : sql;
}

void read_default(TomlReader& column, Fact& fact) {
    const auto sql = default_of(column, fact.text("type"));
    if (!sql) return;
    use_value(column.source(), fact, *sql);
    fact.attributes["default"] = bracketed_where_needed(*sql);
}

void read_identity_table(TomlReader& column, const toml::table& table, Fact& fact) {
    TomlReader reader(column.source(), table, format("identity of {}", column.what()),
                      identity_form());
    fact.attributes["identity"] = reader.word("mode").value_or("by default");
    if (auto options = read_sequence_options(reader); !options.empty())
        fact.attributes["identity_options"] = std::move(options);
    reader.finish();
}

// "always" | "by default" | false | { start = ..., ... }
void read_identity(TomlReader& column, Fact& fact) {
    const auto* node = column.node("identity");
    if (node == nullptr) return;
    if (const auto* table = node->as_table()) return read_identity_table(column, *table, fact);
    if (const auto* wanted = node->as_boolean()) {
        if (wanted->get()) fact.attributes["identity"] = "by default";
        return;
    }
    if (const auto mode = column.word("identity")) fact.attributes["identity"] = *mode;
}

// A key of one integer column counts by itself, as users of ORMs expect of a key.
void add_implied_identity(const TomlReader& column, const TableParts& parts, Fact& fact) {
    const auto& name = fact.id.name();
    const bool sole_key = parts.primary_key.size() == 1 && parts.primary_key.front() == name;
    const bool refers = std::ranges::find(parts.referring, name) != parts.referring.end();
    const bool said = column.has("identity") || fact.has("default") || fact.has("generated");
    if (sole_key && !refers && !said && is_integer(fact.text("type")))
        fact.attributes["identity"] = "by default";
}

void read_nullable(TomlReader& column, const TableParts& parts, Fact& fact) {
    const auto nullable = column.boolean("nullable");
    const bool key =
        std::ranges::find(parts.primary_key, fact.id.name()) != parts.primary_key.end();
    if (nullable == false && !key) fact.attributes["not_null"] = "true";
    if (nullable == true && key)
        column.problem(
            column.place_of_key("nullable"),
            format("{} belongs to the primary key and can't be nullable", column.what()));
}

void read_column_table(TomlReader& column, TableParts& parts, Fact& fact) {
    read_column_constraints(column, parts, fact.id.name());
    read_sql(column, "type", fact, "type");
    read_default(column, fact);
    for (const auto* key : {"generated", "storage", "compression"})
        read_sql(column, key, fact, key);
    read_flag(column, fact, "virtual");
    read_collation(column, fact);
    if (const auto target = column.integer("statistics"))
        fact.attributes["statistics"] = format("{}", *target);
    read_hints_of_column(column, fact);
    read_identity(column, fact);
    read_nullable(column, parts, fact);
    add_implied_identity(column, parts, fact);
    read_comment(column, fact.id);
    read_grants(column, fact.id);
    column.finish(column_sayings);
}

void read_column(TomlReader& table, const Entry& entry, TableParts& parts, int order) {
    auto& source = table.source();
    check_name(source, entry.place, entry.key);
    auto fact = fact_of(Kind::column, parts.table.names.plus(entry.key), entry.place);
    fact.parent = parts.table;
    fact.order = order;
    const auto what = format("column {} of {}", entry.key, table.what());
    if (const auto* full = entry.node->as_table()) {
        TomlReader column(source, *full, what, column_form());
        read_column_table(column, parts, fact);
    } else if (const auto type = sql_of(source, *entry.node, format("the type of {}", what))) {
        fact.attributes["type"] = *type;
        use_sql(source, fact, *type, true);
        const toml::table nothing;
        add_implied_identity(TomlReader(source, nothing, what, column_form()), parts, fact);
    }
    source.add(std::move(fact));
}

// The columns that `primary_key = true` makes the key, all at once: two of them make one key.
void collect_key_columns(const TomlReader& table, const toml::table& columns, TableParts& parts) {
    std::vector<std::string> keys;
    for (const auto& entry : entries(table.source(), columns)) {
        const auto* column = entry.node->as_table();
        if (column == nullptr) continue;
        if ((*column)["primary_key"].value_or(false)) keys.push_back(entry.key);
        if (column->contains("references")) parts.referring.push_back(entry.key);
    }
    if (keys.empty()) return;
    if (!parts.primary_key.empty())
        return table.source().problem(
            table.place_of_key("primary_key"),
            format("{} has a primary key, and column {} declares another", table.what(), keys[0]));
    parts.primary_key = std::move(keys);
}

} // namespace

void read_columns(TomlReader& table, TableParts& parts) {
    const auto* columns = table.subtable("columns");
    if (columns == nullptr) return;
    const bool from_table = !parts.primary_key.empty();
    collect_key_columns(table, *columns, parts);
    int order = 0;
    for (const auto& entry : entries(table.source(), *columns))
        read_column(table, entry, parts, order++);
    if (!from_table) add_primary_key(table, parts);
}

} // namespace pgslate::models
