#include "postgres/session_settings.hpp"

#include "base/format.hpp"
#include "postgres/pinned_settings.hpp"
#include "postgres/row.hpp"

#include <libpq-fe.h>

#include <utility>

namespace pgslate::postgres {
namespace {

// Spaces end an option (manual, "Parameter Key Words", options).
std::string option(std::string_view name, std::string_view value) {
    std::string escaped;
    for (const char c : value) {
        if (c == ' ' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return format("-c {}={}", name, escaped);
}

// A database of this encoding holds any bytes, also such that are no text in UTF-8: read as UTF-8,
// the first of them would end a question with an error that does not say where it is (manual,
// "Character Set Support").
bool keeps_bytes(PGconn* connection) {
    const char* encoding = PQparameterStatus(connection, "server_encoding");
    return encoding != nullptr && std::string_view(encoding) == "SQL_ASCII";
}

constexpr std::string_view as_bytes = "SET client_encoding TO 'SQL_ASCII'";

// May this role set it? Asking does no harm; trying would stand in the server's log.
std::string may_set(const PinnedSetting& pin, int version) {
    if (version < 150000)
        return "(SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)";
    return format("pg_catalog.has_parameter_privilege('{}', 'SET')", pin.name);
}

// What the setting is, and its value where it is to be another and was set so: NULL where the
// server does not know it.
std::string pinning(const PinnedSetting& pin, int version) {
    const auto current = format("pg_catalog.current_setting('{}', true)", pin.name);
    auto condition = format("{} <> '{}'", current, pin.value);
    if (pin.systems != nullptr)
        condition += format(" AND pg_catalog.version() ~* '{}'", pin.systems);
    if (pin.restricted) condition += format(" AND {}", may_set(pin, version));
    return format(",\n{}, CASE WHEN {} THEN pg_catalog.set_config('{}', '{}', false) END", current,
                  condition, pin.name, pin.value);
}

sql::Text question(int version) {
    std::string sql = "SELECT pg_catalog.pg_postmaster_start_time(), current_user, "
                      "session_user <> current_user, (SELECT rolsuper FROM pg_catalog.pg_roles "
                      "WHERE rolname = session_user)";
    for (const auto& pin : special_pins()) sql += pinning(pin, version);
    return sql::Text::verbatim(std::move(sql));
}

std::string setting(const PinnedSetting& pin) {
    return format("SET {} TO {}", pin.name, sql::quoted(sql::Literal(pin.value)));
}

} // namespace

// What models declare belongs to the role that logs in, not to one that the database chooses.
std::string startup_options(const ConnectionParameters& parameters, std::string_view users) {
    std::vector<std::string> options{option("role", "none")};
    if (!users.empty()) options.emplace_back(users);
    for (const auto& pin : usual_pins()) options.push_back(option(pin.name, pin.value));
    // Whoever holds a lock is waited for, but not for ever.
    options.push_back(option("lock_timeout", format("{}", parameters.lock_timeout.count())));
    return format("{}", join(options, " "));
}

sql::Text printing_settings() {
    std::vector<sql::Text> statements;
    for (const auto& pin : usual_pins())
        if (pin.prints)
            statements.push_back(sql::text("SET LOCAL {} TO {}", sql::Identifier(pin.name),
                                           sql::Literal(pin.value)));
    return sql::joined(statements, ";\n");
}

std::vector<sql::Text> beginning(PGconn* connection) {
    std::vector<sql::Text> statements;
    statements.push_back(sql::text("BEGIN"));
    for (const auto setting :
         keeps_bytes(connection) ? std::vector{alone, as_bytes} : std::vector{alone})
        statements.push_back(sql::Text::verbatim(std::string(setting)));
    statements.push_back(question(PQserverVersion(connection)));
    statements.push_back(sql::text("COMMIT"));
    return statements;
}

Beginning read_beginning(PGconn* connection, const Answer& answer) {
    const auto pins = special_pins();
    constexpr std::size_t first_pin = 4;
    if (answer.rows() != 1 || answer.columns() != first_pin + 2 * pins.size() || !answer.cell(0, 0))
        refuse_answer("not what a session is asked as it begins");
    const auto cell = [&](std::size_t column) {
        return std::string(answer.cell(0, column).value_or(""));
    };
    Beginning result{
        .started = cell(0),
        .role = {.name = cell(1), .superuser = cell(3) == "t", .acts_as_another = cell(2) == "t"},
        .statements = {},
        .foreign = {}};
    for (std::size_t i = 0; i < pins.size(); ++i) {
        const auto before = answer.cell(0, first_pin + 2 * i);
        if (!before || *before == pins[i].value) continue;
        if (answer.cell(0, first_pin + 1 + 2 * i))
            result.statements.push_back(setting(pins[i]));
        else if (pins[i].needed)
            result.foreign.push_back(format("{} = {}", pins[i].name, *before));
    }
    if (keeps_bytes(connection)) result.statements.emplace_back(as_bytes);
    return result;
}

} // namespace pgslate::postgres
