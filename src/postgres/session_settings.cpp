#include "postgres/session_settings.hpp"

#include "base/format.hpp"
#include "postgres/pinned_settings.hpp"

#include <libpq-fe.h>

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

constexpr const char* as_bytes = "SET client_encoding TO 'SQL_ASCII'";

// Which server this is, and what it says the special settings are: NULL where it does not know one.
std::string question() {
    std::string sql = "SELECT pg_catalog.pg_postmaster_start_time()";
    for (const auto& pin : special_pins())
        sql += format(", pg_catalog.current_setting('{}', true)", pin.name);
    return sql;
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

std::optional<Arrangement> arrange(PGconn* connection, FirstQuestions& questions) {
    if (PQresultStatus(questions.ask(std::string(alone)).get()) != PGRES_COMMAND_OK)
        return std::nullopt;
    const auto answer = questions.ask(question());
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK || PQntuples(answer.get()) != 1
        || PQnfields(answer.get()) != 1 + static_cast<int>(special_pins().size()))
        return std::nullopt;
    Arrangement arranged{
        .started = PQgetvalue(answer.get(), 0, 0), .statements = {}, .foreign = {}};
    int column = 0;
    for (const auto& pin : special_pins()) {
        const std::string value = PQgetvalue(answer.get(), 0, ++column);
        if (PQgetisnull(answer.get(), 0, column) == 1 || value == pin.value) continue;
        const auto statement =
            format("SET {} TO {}", pin.name, sql::quoted(sql::Literal(pin.value)));
        const auto done = questions.ask(statement);
        if (PQresultStatus(done.get()) == PGRES_COMMAND_OK)
            arranged.statements.push_back(statement);
        else if (pin.needed)
            arranged.foreign.push_back(format("{} = {}", pin.name, value));
    }
    if (keeps_bytes(connection)
        && PQresultStatus(questions.ask(as_bytes).get()) == PGRES_COMMAND_OK)
        arranged.statements.emplace_back(as_bytes);
    return arranged;
}

} // namespace pgslate::postgres
