#include "support/own_server_test.hpp"

#include "base/format.hpp"

namespace pgslate::testing {

Program OwnServerTest::on_own_server(std::vector<std::string> arguments) const {
    auto program = pgslate(std::move(arguments));
    const auto& place = server_->place();
    program.environment["POSTGRES_URL"] = format("{}:{}", place.host, place.port);
    program.environment["POSTGRES_USER"] = place.user;
    program.environment["POSTGRES_PW"] = place.password;
    return program;
}

void OwnServerTest::execute(const std::vector<std::string>& statements,
                            const std::string& database) {
    auto session = server_->session(database);
    for (const auto& statement : statements)
        session.execute(sql::Text::verbatim(statement), "testing");
}

std::string OwnServerTest::ask_own(const std::string& question, const std::string& database) {
    auto session = server_->session(database);
    const auto rows = session.query(sql::Text::verbatim(question), "testing");
    return rows.empty() ? "no row" : rows.at(0).at(0).value_or("NULL");
}

} // namespace pgslate::testing
