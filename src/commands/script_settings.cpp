#include "commands/script_settings.hpp"

#include "base/format.hpp"
#include "postgres/pinned_settings.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgslate::commands {
namespace {

// Of the settings of our sessions: how literals are read, where tables are made and of what kind,
// and that nothing cuts the script short. The path is each statement's own.
constexpr std::array<std::string_view, 18> said_in_scripts = {"client_min_messages",
                                                              "statement_timeout",
                                                              "idle_in_transaction_session_timeout",
                                                              "default_transaction_read_only",
                                                              "standard_conforming_strings",
                                                              "backslash_quote",
                                                              "array_nulls",
                                                              "transform_null_equals",
                                                              "datestyle",
                                                              "intervalstyle",
                                                              "timezone",
                                                              "timezone_abbreviations",
                                                              "lc_monetary",
                                                              "xmloption",
                                                              "default_tablespace",
                                                              "default_table_access_method",
                                                              "row_security",
                                                              "check_function_bodies"};

std::string set(std::string_view name, std::string_view value) {
    return sql::text("SET {} TO {}", sql::Identifier(std::string(name)),
                     sql::Literal(std::string(value)))
        .sql();
}

} // namespace

std::vector<std::string> settings_of_file() {
    return {set("client_encoding", "UTF8"), set("standard_conforming_strings", "on")};
}

namespace {

std::vector<std::string> settings_with(std::string_view lock_timeout) {
    auto settings = settings_of_file();
    settings.push_back(set("lock_timeout", lock_timeout));
    for (const auto& pin : postgres::usual_pins()) {
        auto statement = set(pin.name, pin.value);
        const bool said = std::ranges::count(settings, statement) > 0;
        if (!said && std::ranges::count(said_in_scripts, std::string_view(pin.name)) > 0)
            settings.push_back(std::move(statement));
    }
    return settings;
}

} // namespace

std::vector<std::string> settings_of_script() {
    return settings_with("0");
}

std::vector<std::string> settings_of_altering_script() {
    return settings_with("5s");
}

} // namespace pgslate::commands
