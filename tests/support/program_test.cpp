#include "support/program_test.hpp"

#include "base/format.hpp"

#include <chrono>
#include <thread>

namespace pgslate::testing {
namespace {

void run_quietly(const std::string& statement) {
    try {
        run_sql(statement);
    } catch (const Error&) { // the server is gone, and everything with it
    }
}

} // namespace

FreeName::~FreeName() {
    const sql::Identifier name(name_);
    run_quietly(format("drop database if exists {} with (force)", sql::quoted(name)));
}

LoginRole::LoginRole(const std::string& password, const std::string& options,
                     const std::string& suffix)
    : name_(unique_name(suffix)) {
    const sql::Identifier name(name_);
    const sql::Literal secret(password);
    run_sql(format("create role {} login password {} {}", sql::quoted(name), sql::quoted(secret),
                   options));
}

LoginRole::~LoginRole() {
    const sql::Identifier name(name_);
    const auto owned = format("select datname from pg_database where datdba = to_regrole({})",
                              sql::quoted(sql::Literal(sql::quoted(name))));
    try {
        postgres::Session session(socket_parameters());
        for (const auto& row : session.query(sql::Text::verbatim(owned), "testing"))
            run_quietly(format("drop database {} with (force)",
                               sql::quoted(sql::Identifier(row.at(0).value_or("")))));
    } catch (const Error&) { // the server is gone
    }
    run_quietly(format("drop role {}", sql::quoted(name)));
}

void run_sql(const std::string& statement, const std::string& database) {
    auto session = usual_session(socket_parameters(database));
    session.execute(sql::Text::verbatim(statement), "testing");
}

void expect_that_no_scratch_database_stays() {
    const auto names = ask("select coalesce(string_agg(datname, ' '), '') from pg_database "
                           "where datname like 'pgslate\\_try\\_%'");
    const auto question = format(
        "select count(*) from pg_database where datname = any(string_to_array('{}', ' '))", names);
    for (int attempts = 200; attempts > 0 && ask(question) != "0"; --attempts)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(ask(question), "0") << names;
}

std::string ask(const std::string& question, const std::string& database) {
    auto session = usual_session(socket_parameters(database));
    const auto rows = session.query(sql::Text::verbatim(question), "testing");
    return rows.empty() ? "no row" : rows.at(0).at(0).value_or("NULL");
}

bool database_exists(const std::string& name) {
    const sql::Literal literal(name);
    return ask(format("select count(*) from pg_database where datname = {}", sql::quoted(literal)))
           == "1";
}

Program server_program(const std::string& name, std::vector<std::string> arguments) {
    const auto& server = test_server();
    return {.arguments = std::move(arguments),
            .environment = {{"PGHOST", server.socket},
                            {"PGPORT", server.port},
                            {"PGUSER", server.user},
                            {"LC_ALL", "C.UTF-8"}},
            .binary = server.binaries + "/" + name};
}

std::string mapping_with(const std::string& password) {
    return format("create foreign data wrapper w; create server s foreign data wrapper w; "
                  "create user mapping for public server s options (password '{}');",
                  password);
}

std::size_t count_of(std::string_view part, std::string_view text) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

Variables ProgramTest::target() const {
    const auto& server = test_server();
    return {{"POSTGRES_URL", format("{}:{}", server.host, server.port)},
            {"POSTGRES_USER", server.user},
            {"POSTGRES_PW", server.password},
            {"POSTGRES_DB", name()}};
}

Program ProgramTest::pgslate(std::vector<std::string> arguments) const {
    return {.arguments = std::move(arguments), .environment = target(), .folder = project_.path()};
}

Ended ProgramTest::run_pgslate(std::vector<std::string> arguments) const {
    return run(pgslate(std::move(arguments)));
}

void ProgramTest::model(const std::string& name, const std::string& text) const {
    project_.write(std::filesystem::path("schemas") / name, text);
}

void ProgramTest::make(const std::string& sql) const {
    model("model.sql", sql);
    const auto ended = run_pgslate({"resetdb"});
    ASSERT_EQ(ended.status, 0) << ended.err;
}

} // namespace pgslate::testing
