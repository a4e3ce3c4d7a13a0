// What was found to be as declared, and has not changed, is not read again: and it is never said to
// be so when it is not. On a server of its own, because others change roles.
#include "base/format.hpp"
#include "live/catalog_fingerprint.hpp"
#include "support/own_server_test.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class QuickAnswer : public OwnServerTest {
  protected:
    void SetUp() override {
        model("a.toml", "[table.a.columns]\nid = { type = \"integer\", primary_key = true }\n"
                        "name = { type = \"text\", default = \"'x'\" }\n");
        expect(of({"resetdb"}), 0, "Shiny!");
    }

    Program program(std::vector<std::string> arguments) const {
        auto program = on_own_server(std::move(arguments));
        program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
        return program;
    }
    Ended of(std::vector<std::string> arguments) const {
        return run(program(std::move(arguments)));
    }

    static void expect(const Ended& ended, int status, const std::string& words) {
        EXPECT_EQ(ended.status, status) << ended.out << ended.err;
        EXPECT_EQ(count_of(words, ended.out), 1U) << ended.out << ended.err;
    }

    bool is_read_by(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, "--verbose");
        const auto ended = of(arguments);
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        return count_of("Nothing is read", ended.out + ended.err) == 0;
    }

    // Once it has been read, everybody knows.
    void expect_known() const {
        expect(of({"status"}), 0, "Drift     none");
        for (const auto* command : {"status", "create", "plan", "apply"})
            EXPECT_FALSE(is_read_by({command})) << command;
    }

    void expect_seen(const std::string& sql, int status = 2) const {
        expect_known();
        execute({sql}, name());
        EXPECT_EQ(of({"status"}).status, status) << sql;
    }
};

TEST_F(QuickAnswer, IsGivenByWhoeverHasNothingToDo) {
    for (const auto* command : {"status", "create", "plan", "apply"}) {
        fs::remove_all(project_.path() / "cache");
        EXPECT_TRUE(is_read_by({command})) << command;
        expect_known();
    }
}

TEST_F(QuickAnswer, SaysWhatALongOneSays) {
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"status"},
                                                                       {"status", "--json"},
                                                                       {"create"},
                                                                       {"plan"},
                                                                       {"plan", "--json"},
                                                                       {"apply"}}) {
        fs::remove_all(project_.path() / "cache");
        const auto first = of(arguments);
        const auto second = of(arguments);
        EXPECT_EQ(first.status, second.status);
        EXPECT_EQ(first.out, second.out);
        EXPECT_EQ(first.err, second.err);
    }
}

TEST_F(QuickAnswer, IsNotGivenWhereSomethingHasChanged) {
    expect_seen("alter table a add b integer");
    execute({"alter table a drop b"}, name());
    expect_seen("create table other ()");
    execute({"drop table other"}, name());
    expect_seen("drop table a");
}

// Whoever writes rows changes no catalog: a second look finds that out, and the next ones know.
TEST_F(QuickAnswer, HoldsWhileOthersWriteRows) {
    expect_known();
    for (const auto* command : {"status", "create", "plan", "apply"}) {
        execute({"insert into a values (1)"}, name());
        is_read_by({"status"});
        execute({"delete from a"}, name());
        EXPECT_FALSE(is_read_by({command})) << command;
        EXPECT_FALSE(is_read_by({command})) << command << " when nothing was written since";
    }
}

TEST_F(QuickAnswer, IsNotOfWhatSomebodyIsAboutToChange) {
    for (int times = 1; times < 4; ++times) {
        auto other = server_->session(name());
        other.execute(sql::text("BEGIN"), "changing");
        other.execute(sql::text("CREATE TABLE other ()"), "changing");
        for (int run = 0; run < times; ++run) expect(of({"status"}), 0, "Drift     none");
        other.execute(sql::text("COMMIT"), "changing");
        EXPECT_EQ(of({"status"}).status, 2) << times;
        other.execute(sql::text("DROP TABLE other"), "changing");
    }
}

// A pooler may lead to another one under the same name, which only the server's own number tells.
TEST_F(QuickAnswer, TellsByItsNumberWhichDatabaseItIsOf) {
    if (server_->session().server().major() < 15) GTEST_SKIP() << "servers tell from 15 on";
    const auto number = ask_own(format("select oid from pg_database where datname = '{}'", name()));
    auto session = server_->session(name());
    const auto question = live::standstill(session.server().version);
    std::string told;
    for (int i = 0; i < 1000 && told.empty(); ++i, std::this_thread::sleep_for(10ms))
        told =
            session.query(question, "testing").front().at(0).value_or(""); // nobody writes any more
    EXPECT_EQ(told.substr(0, told.find(' ')), number);
}

// Another one of the same name was never read.
TEST_F(QuickAnswer, IsOfOneDatabase) {
    expect_known();
    execute({format("drop database {}", name()), format("create database {}", name())});
    EXPECT_EQ(of({"status"}).status, 2);
    expect(of({"create"}), 0, "Creating what is missing.");
    expect_known();
}

TEST_F(QuickAnswer, IsOfTheseModels) {
    expect_known();
    model("b.toml", "[table.b.columns]\nid = \"integer\"\n");
    EXPECT_EQ(of({"status"}).status, 2);
    fs::remove(project_.path() / "schemas" / "b.toml");
    expect_known();
    model("a.toml", "[table.a.columns]\nid = oops\n");
    EXPECT_NE(of({"create"}).status, 0);
    EXPECT_NE(of({"status"}).status, 0);
}

TEST_F(QuickAnswer, DependsOnRolesAndSettings) {
    expect_known();
    execute({"create role quick_one"});
    EXPECT_TRUE(is_read_by({"status"})) << "a new role";
    EXPECT_FALSE(is_read_by({"status"}));
    execute({"alter system set default_statistics_target = 7", "select pg_reload_conf()",
             "select pg_sleep(0.2)"});
    EXPECT_TRUE(is_read_by({"status"})) << "a setting";
    execute({"alter system reset all", "select pg_reload_conf()", "select pg_sleep(0.2)",
             "drop role quick_one"});
}

TEST_F(QuickAnswer, DoesNotOutliveACrash) {
    expect_known();
    server_->crash();
    EXPECT_TRUE(is_read_by({"status"}));
    EXPECT_FALSE(is_read_by({"status"}));
}

TEST_F(QuickAnswer, IsNotTakenWithNoCache) {
    expect_known();
    for (const auto* command : {"status", "create", "plan", "apply"})
        EXPECT_TRUE(is_read_by({command, "--no-cache"})) << command;
    EXPECT_FALSE(is_read_by({"status"}));
}

TEST_F(QuickAnswer, IsNotTakenFromADamagedFile) {
    expect_known();
    for (const auto& entry : fs::directory_iterator(project_.path() / "cache" / "pgslate"))
        if (entry.path().extension() == ".verdict") std::ofstream(entry.path()) << "nonsense";
    EXPECT_TRUE(is_read_by({"status"}));
    EXPECT_FALSE(is_read_by({"status"}));
}

} // namespace
} // namespace pgslate::testing
