#include "base/format.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

// What a word may be in a default without being the name of something.
constexpr std::array constant_words = {
    "null",         "true",           "false",          "current_catalog",   "current_date",
    "current_role", "current_time",   "current_schema", "current_timestamp", "current_user",
    "localtime",    "localtimestamp", "session_user",   "system_user",       "user"};

struct DefaultCall {
    std::string_view word;
    std::string_view call;
};

// What a word that is no constant is likely to be meant for. A time in quotes would be that of the
// moment at which the table is made.
constexpr std::array default_calls = {DefaultCall{"now", "now()"},
                                      DefaultCall{"today", "current_date"},
                                      DefaultCall{"tomorrow", "current_date + 1"},
                                      DefaultCall{"yesterday", "current_date - 1"},
                                      DefaultCall{"current_datetime", "now()"},
                                      DefaultCall{"sysdate", "now()"},
                                      DefaultCall{"getdate", "now()"},
                                      DefaultCall{"timestamp", "now()"},
                                      DefaultCall{"uuid", "gen_random_uuid()"},
                                      DefaultCall{"gen_random_uuid", "gen_random_uuid()"},
                                      DefaultCall{"uuid_generate_v4", "uuid_generate_v4()"},
                                      DefaultCall{"random", "random()"}};

std::string default_meant_by(const std::string& word) {
    const auto* call = std::ranges::find(default_calls, word, &DefaultCall::word);
    if (call != default_calls.end()) return format("Write default = \"{}\".", call->call);
    return format("A default is SQL: if the text is meant, write default = \"'{}'\".", word);
}

// `default = "pending"` is SQL and names a column, which PostgreSQL takes in no default.
void refuse_bare_word(TomlReader& reader, const std::string& sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    if (tokens.size() != 1 || tokens.front().kind != sql::Token::Kind::word) return;
    const bool constant = std::ranges::any_of(
        constant_words, [&](const char* word) { return is_word(tokens.front(), sql, word); });
    if (constant) return;
    reader.problem(
        reader.place_of_key("default"),
        format("default of {} is the bare word {}", reader.what(), tokens.front().in(sql)),
        {default_meant_by(name_of(tokens.front(), sql))});
}

// `'now'` is read once, when the table is made.
void warn_of_frozen_time(TomlReader& reader, std::string_view type, const std::string& sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    const bool text = tokens.size() == 1 && tokens.front().kind == sql::Token::Kind::string;
    if (!text || !(type.starts_with("time") || type.starts_with("date"))) return;
    const auto word = sql::content_of(tokens.front(), sql);
    const auto* call = std::ranges::find(default_calls, word, &DefaultCall::word);
    if (call == default_calls.end()) return;
    reader.source().warn(
        reader.place_of_key("default"),
        format("default of {} is for ever the time at which the table is made", reader.what()),
        {format("Write default = \"{}\".", call->call)});
}

} // namespace

std::optional<std::string> default_of(TomlReader& reader, std::string_view type) {
    auto sql = reader.sql_or_value("default");
    if (!sql) return std::nullopt;
    refuse_bare_word(reader, *sql);
    warn_of_frozen_time(reader, type, *sql);
    return sql;
}

} // namespace pgslate::models
