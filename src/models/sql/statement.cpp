#include "models/sql/statement.hpp"

#include "models/sql/alteration.hpp"
#include "models/sql/creation.hpp"
#include "models/sql/reach.hpp"
#include "models/sql/role.hpp"
#include "models/sql/rows.hpp"
#include "models/sql/schema_and_name.hpp"
#include "models/sql/select_into.hpp"
#include "models/sql/setting.hpp"

#include <array>

namespace pgslate::models {
namespace {

using catalog::Kind;
using Purpose = StatementReading::Purpose;

bool controls_transaction(TokenReader reader) {
    if (reader.take({"set", "transaction"})) return true;
    constexpr std::array words = {"begin", "start",     "commit",  "end",    "rollback",
                                  "abort", "savepoint", "release", "prepare"};
    return reader.sees_any(words);
}

StatementReading read_data(const TokenReader& reader, const std::string& schema) {
    return {.purpose = Purpose::data, .fills = filled_table(reader, schema)};
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
        reading.creates.push_back({Kind::table, schema_and_name(select.table, schema), {}});
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
    if (is_setting(reader)) return {.purpose = Purpose::setting};
    if (controls_transaction(reader)) return {.purpose = Purpose::transaction_control};
    if (const auto select = select_into(reader)) return read_select_into(*select, schema);
    if (works(reader)) return read_data(reader, schema);
    if (reach_of(reader) == Reach::shared) return read_shared(reader);
    if (reader.sees("drop")) return {.purpose = Purpose::removal};
    if (reader.take("create")) return read_creation(reader, schema);
    if (reader.take("alter")) return read_alteration(reader, schema);
    return {};
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
