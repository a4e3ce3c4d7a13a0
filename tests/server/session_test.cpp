// What the postgres room promises, held against a real server.
#include "postgres/pinned_settings.hpp"
#include "postgres/session.hpp"
#include "postgres/session_settings.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace pgslate::postgres {
namespace {

using pgslate::testing::socket_parameters;
using pgslate::testing::tcp_parameters;
using pgslate::testing::TestDatabase;
using Kind = ConnectFailure::Kind;

sql::Text verbatim(const std::string& text) {
    return sql::Text::verbatim(text);
}

std::string ask(Session& session, const std::string& question) {
    return session.query(verbatim(question), "asking").at(0).at(0).value_or("NULL");
}

std::vector<Statement> statements(const std::vector<std::string>& texts) {
    std::vector<Statement> result;
    result.reserve(texts.size());
    for (const auto& text : texts) result.push_back({.sql = verbatim(text)});
    return result;
}

ConnectFailure failure_of(const ConnectionParameters& parameters) {
    auto opened = Session::open(parameters);
    auto* failure = std::get_if<ConnectFailure>(&opened);
    if (failure != nullptr) return *failure;
    ADD_FAILURE() << "connected";
    return {};
}

// The parameters with one keyword changed.
ConnectionParameters with(ConnectionParameters parameters, const std::string& keyword,
                          const std::string& value) {
    std::erase_if(parameters.keywords, [&](const auto& pair) { return pair.first == keyword; });
    parameters.keywords.emplace_back(keyword, value);
    return parameters;
}

TEST(ServerSession, KnowsWhomItTalksTo) {
    const Session tcp(tcp_parameters());
    EXPECT_TRUE(tcp.server().loopback);
    EXPECT_EQ(tcp.server().host, pgslate::testing::test_server().host);
    EXPECT_GE(tcp.server().version, 130000);
    Session socket(socket_parameters());
    EXPECT_TRUE(socket.server().loopback);
    EXPECT_EQ(ask(socket, "select pg_backend_pid()"), std::to_string(socket.server().backend_pid));
    EXPECT_TRUE(ask(socket, "show application_name").starts_with("pgslate test, "));
}

TEST(ServerSession, StartsWithItsOwnSettingsWhateverTheRoleHas) {
    const TestDatabase database;
    const sql::Identifier name(database.name());
    for (const std::string setting :
         {"search_path = pg_catalog", "standard_conforming_strings = off", "statement_timeout = 1",
          "client_encoding = latin1", "lock_timeout = 7"})
        Session(socket_parameters())
            .execute(verbatim("alter database " + sql::quoted(name) + " set " + setting),
                     "setting");
    Session session(database.parameters());
    EXPECT_EQ(ask(session, "show search_path"), "\"\"") << "nobody's names but the server's";
    EXPECT_EQ(ask(session, "show standard_conforming_strings"), "on");
    EXPECT_EQ(ask(session, "show statement_timeout"), "0");
    EXPECT_EQ(ask(session, "show lock_timeout"), "0");
    EXPECT_EQ(ask(session, "show client_encoding"), "UTF8");
    session.execute(verbatim("set search_path = pg_catalog"), "setting");
    session.execute(verbatim("reset all"), "resetting");
    EXPECT_EQ(ask(session, "show search_path"), "public") << "what RESET ALL comes back to";
}

TEST(ServerSession, IsItsOwnAgainAfterModelsHaveSetIt) {
    const TestDatabase database;
    Session session(database.parameters());
    for (const auto* setting : {"set search_path = pg_temp, public", "set role pg_monitor",
                                "set standard_conforming_strings = off", "set lock_timeout = 7"})
        session.execute(verbatim(setting), "setting");
    session.reset();
    EXPECT_EQ(ask(session, "show search_path"), "\"\"");
    EXPECT_EQ(ask(session, "select current_user = session_user"), "t");
    EXPECT_EQ(ask(session, "show standard_conforming_strings"), "on");
    EXPECT_EQ(ask(session, "show lock_timeout"), "0");
    for (const auto& statement : session.own_settings()) {
        std::istringstream words(statement);
        std::string name;
        words >> name >> name;
        EXPECT_NE(ask(session, "select source from pg_settings where name = '" + name + "'"),
                  "default")
            << statement;
    }
}

// A value of that setting other than `value`, as a literal.
std::string another_value(Session& session, const std::string& name, const std::string& value) {
    static const std::map<std::string, std::string> strings = {
        {"search_path", "pg_catalog"},
        {"datestyle", "German, DMY"},
        {"timezone", "Asia/Tokyo"},
        {"timezone_abbreviations", "Australia"},
        {"lc_monetary", "C.UTF-8"},
        {"lc_numeric", "C.UTF-8"},
        {"lc_time", "C.UTF-8"},
        {"createrole_self_grant", "set"},
        {"plpgsql.extra_errors", "all"},
        {"plpgsql.extra_warnings", "all"},
        {"default_tablespace", "pg_default"},
        {"local_preload_libraries", "no_such_library"},
        {"restrict_nonsystem_relation_kind", "view"}};
    if (const auto known = strings.find(name); known != strings.end())
        return sql::quoted(sql::Literal(known->second));
    const auto kind = "from pg_settings where lower(name) = '" + name + "'";
    if (ask(session, "select vartype " + kind) == "bool") return value == "on" ? "off" : "on";
    if (ask(session, "select vartype " + kind) == "integer")
        return ask(session, "select max_val " + kind);
    return ask(session, "select quote_literal(min(e)) from (select unnest(enumvals) e " + kind
                            + ") all_values where e <> '" + value + "'");
}

TEST(ServerSession, HasOneSetOfSettingsWhateverTheDatabaseSays) {
    const TestDatabase database;
    auto super = database.session();
    super.execute(verbatim("load 'plpgsql'"), "making its settings known");
    std::vector<PinnedSetting> pins(usual_pins().begin(), usual_pins().end());
    pins.insert(pins.end(), special_pins().begin(), special_pins().end());
    std::vector<PinnedSetting> known;
    for (const auto& pin : pins) {
        const std::string name = pin.name;
        if (ask(super, "select current_setting('" + name + "', true)") == "NULL") continue;
        if (name == "default_table_access_method") continue; // there is only one
        super.execute(verbatim("alter database " + sql::quoted(sql::Identifier(database.name()))
                               + " set " + name + " = " + another_value(super, name, pin.value)),
                      "setting " + name);
        known.push_back(pin);
    }
    EXPECT_GE(known.size(), usual_pins().size()) << "with some that not every server knows";
    auto session = database.session();
    const auto expect_all = [&](const char* when) {
        for (const auto& pin : known)
            EXPECT_EQ(ask(session, "select current_setting('" + std::string(pin.name) + "')"),
                      pin.value)
                << pin.name << ' ' << when;
    };
    expect_all("at the start");
    session.execute(verbatim("reset all"), "resetting");
    for (const auto& statement : session.own_settings())
        session.execute(verbatim(statement), "setting again");
    expect_all("after RESET ALL and its own statements");
}

TEST(ServerSession, WinsAgainstOptionsOfTheConnectionButForTheRole) {
    auto parameters = with(socket_parameters(), "options",
                           "-c timezone=Asia/Tokyo -c role=pg_monitor -c app.tenant=7");
    Session session(parameters);
    EXPECT_EQ(ask(session, "show timezone"), "UTC");
    EXPECT_EQ(ask(session, "select current_user"), "pg_monitor");
    EXPECT_EQ(ask(session, "show app.tenant"), "7");
}

TEST(ServerSession, PrintsAsEverWhateverModelsHaveSet) {
    Session session(socket_parameters());
    for (const auto& pin : usual_pins())
        if (pin.prints)
            session.execute(verbatim("set " + std::string(pin.name) + " = "
                                     + another_value(session, pin.name, pin.value)),
                            "setting");
    session.execute(verbatim("begin"), "testing");
    session.execute(printing_settings(), "testing");
    for (const auto& pin : usual_pins()) {
        if (!pin.prints) continue;
        EXPECT_EQ(ask(session, "select current_setting('" + std::string(pin.name) + "')"),
                  pin.value);
    }
}

TEST(ServerSession, IsNotEndedForSittingIdle) {
    const TestDatabase database;
    Session super(socket_parameters());
    if (super.server().version < 140000) GTEST_SKIP() << "came with PostgreSQL 14";
    super.execute(verbatim("alter database " + sql::quoted(sql::Identifier(database.name()))
                           + " set idle_session_timeout = '90s'"),
                  "setting");
    auto session = database.session();
    EXPECT_EQ(ask(session, "show idle_session_timeout"), "0");
    EXPECT_EQ(ask(session, "show client_connection_check_interval"), "1s");
}

TEST(ServerSession, TellsWhyThereIsNone) {
    EXPECT_EQ(failure_of(with(tcp_parameters(), "port", "1")).kind, Kind::unreachable);
    EXPECT_EQ(failure_of(with(tcp_parameters(), "host", "no-such-host.invalid")).kind,
              Kind::unknown_host);
    EXPECT_EQ(failure_of(with(tcp_parameters(), "password", "wrong")).kind,
              Kind::wrong_credentials);
    EXPECT_EQ(failure_of(with(tcp_parameters(), "user", "nobody here")).kind,
              Kind::wrong_credentials);
    EXPECT_EQ(failure_of(socket_parameters("no such database")).kind, Kind::no_database);
    const TestDatabase closed("", "allow_connections false");
    EXPECT_EQ(failure_of(closed.parameters()).kind, Kind::forbidden);
    EXPECT_THROW(Session{closed.parameters()}, Error);
}

TEST(ServerSession, AsksWithParameters) {
    Session session(socket_parameters());
    const auto rows = session.query(verbatim("select $1::text, null::text, $2::int + 1"), "asking",
                                    {"it's \\ \"ü\"", "41"});
    const std::vector<Cell> cells(rows.at(0).begin(), rows.at(0).end());
    EXPECT_EQ(cells, (std::vector<Cell>{"it's \\ \"ü\"", std::nullopt, "42"}));
}

TEST(ServerSession, SaysWhatItWasDoing) {
    Session session(socket_parameters());
    try {
        session.query(verbatim("select * from nowhere"), "looking around");
        ADD_FAILURE() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().at(0).sqlstate, "42P01");
        EXPECT_TRUE(error.problems().at(0).message.starts_with("looking around: relation"));
    }
    EXPECT_EQ(ask(session, "select 1"), "1") << "the session goes on";
}

TEST(ServerSession, BlamesTheStatementThatFails) {
    const TestDatabase database;
    auto session = database.session();
    const auto run = [&](const std::vector<std::string>& texts) {
        return session.run(statements(texts));
    };
    const auto fine = run({"create table a (id int) -- comment", "", "select 1; select 2"});
    EXPECT_FALSE(fine.error);
    EXPECT_EQ(fine.done, 3U);

    const auto broken = run({"select 'ü'", "select 1", "select 'ä', nothing()", "select 2"});
    ASSERT_TRUE(broken.error);
    EXPECT_EQ(broken.failed, 2U);
    EXPECT_EQ(broken.error->sqlstate, "42883");
    EXPECT_TRUE(broken.offset_known);
    EXPECT_EQ(broken.offset, std::string("select 'ä', ").size()) << "in bytes";

    const auto syntax = run({"create table b ()", "select 1", "selct 2"});
    ASSERT_TRUE(syntax.error);
    EXPECT_EQ(syntax.failed, 2U);
    EXPECT_EQ(syntax.offset, 0U);
    EXPECT_EQ(ask(session, "select to_regclass('b') is null"), "t") << "one transaction";

    const auto inside = run({"select 1", "do $$ begin perform nothing(); end $$"});
    ASSERT_TRUE(inside.error);
    EXPECT_EQ(inside.failed, 1U);
    EXPECT_FALSE(inside.offset_known) << "the position is one within the function";
}

TEST(ServerSession, SendsTheDataOfCopy) {
    const TestDatabase database;
    auto session = database.session();
    std::string lines;
    for (int i = 0; i < 100000; ++i) lines += std::to_string(i) + "\tsome text\n";
    auto batch = statements({"create table a (id int, t text)", "copy a from stdin",
                             "create table b (id int)", "copy b from stdin", "copy b to stdout"});
    batch[1].copy_data = lines;
    batch[3].copy_data = SharedText("1\n2\n");
    const auto result = session.run(batch);
    EXPECT_FALSE(result.error) << result.error->message;
    EXPECT_EQ(ask(session, "select count(*) from a"), "100000");
    EXPECT_EQ(ask(session, "select count(*) from b"), "2");

    batch = statements({"copy b from stdin", "select 1"});
    batch[0].copy_data = SharedText("1\nx\n");
    const auto wrong = session.run(batch);
    ASSERT_TRUE(wrong.error);
    EXPECT_EQ(wrong.failed, 0U);
    EXPECT_EQ(ask(session, "select count(*) from b"), "2");
}

TEST(ServerSession, PassesWarningsOn) {
    Session session(socket_parameters());
    std::vector<ServerError> heard;
    session.on_warning([&heard](const ServerError& warning) { heard.push_back(warning); });
    session.execute(verbatim("do $$ begin raise warning 'careful' using hint = 'now'; end $$"),
                    "x");
    session.execute(verbatim("do $$ begin raise notice 'never mind'; end $$"), "x");
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].message, "careful");
    EXPECT_EQ(heard[0].hint, "now");
}

TEST(ServerSession, IsNeverConnectedAgainOnceItBroke) {
    Session session(socket_parameters());
    Session(socket_parameters())
        .execute(verbatim("select pg_terminate_backend("
                          + std::to_string(session.server().backend_pid) + ")"),
                 "ending");
    for (int use = 0; use < 4; ++use) {
        EXPECT_THROW(ask(session, "select 1"), Error);
        EXPECT_THROW(session.run(statements({"select 1"})), Error);
    }
}

} // namespace
} // namespace pgslate::postgres
