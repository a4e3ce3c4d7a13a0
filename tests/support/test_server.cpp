#include "support/test_server.hpp"

#include "base/format.hpp"

#include <atomic>
#include <fstream>
#include <map>
#include <stdexcept>
#include <unistd.h>

namespace pgslate::testing {
namespace {

using postgres::ConnectionParameters;

std::map<std::string, std::string> read_variables(const std::string& path) {
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error(format("there is no {}: run this through ctest, or start a server "
                                        "with `tests/support/server start {}`",
                                        path, path));
    std::map<std::string, std::string> variables;
    for (std::string line; std::getline(file, line);)
        if (const auto equals = line.find('='); equals != std::string::npos)
            variables[line.substr(0, equals)] = line.substr(equals + 1);
    return variables;
}

void run_on_server(const std::string& statement) {
    usual_session(socket_parameters()).execute(sql::Text::verbatim(statement), "preparing a test");
}

} // namespace

TestServer read_server(const std::string& file) {
    const auto variables = read_variables(file);
    const auto value = [&](const char* name) {
        return variables.at(std::string("PGSLATE_TEST_") + name);
    };
    return {.socket = value("SOCKET"),
            .host = value("HOST"),
            .port = value("PORT"),
            .user = value("USER"),
            .password = value("PASSWORD"),
            .binaries = value("BINARIES")};
}

const TestServer& test_server() {
    static const TestServer server = read_server(PGSLATE_TEST_SERVER_FILE);
    return server;
}

ConnectionParameters socket_parameters(const std::string& database) {
    return socket_parameters(test_server(), database);
}

ConnectionParameters socket_parameters(const TestServer& server, const std::string& database) {
    return {.keywords = {{"host", server.socket}, {"port", server.port}, {"user", server.user}},
            .database = database,
            .task = "test"};
}

ConnectionParameters tcp_parameters(const std::string& database) {
    const auto& server = test_server();
    return {.keywords = {{"host", server.host},
                         {"port", server.port},
                         {"user", server.user},
                         {"password", server.password}},
            .database = database,
            .task = "test"};
}

postgres::Session usual_session(const ConnectionParameters& parameters) {
    postgres::Session session(parameters);
    session.execute(sql::text("RESET search_path"), "preparing a test");
    return session;
}

std::string unique_name(const std::string& suffix) {
    static std::atomic<int> count = 0;
    return format("test_{}_{}{}", ::getpid(), ++count, suffix);
}

TestDatabase::TestDatabase(const std::string& suffix, const std::string& options)
    : name_(unique_name(suffix)) {
    const sql::Identifier name(name_);
    run_on_server(format("create database {} {}", sql::quoted(name), options));
}

TestDatabase::~TestDatabase() {
    try {
        const sql::Identifier name(name_);
        run_on_server(format("drop database if exists {} with (force)", sql::quoted(name)));
    } catch (const Error&) { // the server is gone, and the database with it
    }
}

} // namespace pgslate::testing
