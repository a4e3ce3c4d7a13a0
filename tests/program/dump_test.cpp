// dump: what it writes makes the same database again, as pg_dump and status see it.
#include "base/format.hpp"
#include "support/every_kind.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace pgslate::testing {
namespace {

// What pg_dump writes of a database, without the random word that newer ones put around it.
std::string pg_dump(const std::string& database) {
    auto ended = run(server_program("pg_dump", {"--schema-only", database}));
    EXPECT_EQ(ended.status, 0) << ended.err;
    return std::regex_replace(ended.out, std::regex(R"(\\(un)?restrict .*\n)"), "");
}

class Dump : public ProgramTest {
  protected:
    std::string dump(const std::string& database, std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"dump", "--database", database});
        const auto ended = run_pgslate(options);
        EXPECT_EQ(ended.status, 0) << ended.err;
        return ended.out;
    }
    Ended status(const std::string& database) const {
        return run_pgslate({"status", "--database", database});
    }
};

TEST_F(Dump, MakesTheSameDatabaseAgain) {
    const EveryKind every;
    run_sql("drop subscription away", every.database());
    const auto dumped = dump(every.database());
    model("all.sql", dumped);
    const auto reset = run_pgslate({"resetdb"});
    ASSERT_EQ(reset.status, 0) << reset.err;
    EXPECT_EQ(pg_dump(name()), pg_dump(every.database()));
    EXPECT_EQ(dump(name()), dumped);
    for (const auto& database : {every.database(), name()}) {
        const auto ended = status(database);
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        EXPECT_EQ(count_of("Drift     none", ended.out), 1U);
    }
    const auto url = format("postgresql://{}@/{}?host={}&port={}", test_server().user,
                            every.database(), test_server().socket, test_server().port);
    const auto like = run_pgslate({"status", "--like", url});
    EXPECT_EQ(like.status, 0) << like.out << like.err;
}

TEST_F(Dump, LeavesNothingBehindOfASubscription) {
    const EveryKind every;
    model("all.sql", dump(every.database()));
    EXPECT_EQ(status(every.database()).status, 0);
    EXPECT_EQ(ask("select count(*) from pg_database where datname like 'pgslate\\_%'"), "0");
}

TEST_F(Dump, JudgesOnTheServerThatTheProfileNames) {
    const TestDatabase theirs;
    const LoginRole role("secret-1");
    const auto url = [](const std::string& user, const std::string& database) {
        return format("postgresql://{}@/{}?host={}&port={}", user, database, test_server().socket,
                      test_server().port);
    };
    model("one.toml", "[table.one.columns]\nid = \"integer primary key\"\n");
    const auto status_with = [&](const std::string& more) {
        project_.write("pgslate.toml", format("[profile.weak]\nurl = '{}'\n{}",
                                              url(role.name(), theirs.name()), more));
        return run_pgslate({"status", "--profile", "weak"});
    };
    const auto refused = status_with("");
    EXPECT_EQ(refused.status, 77) << refused.out << refused.err;
    EXPECT_EQ(count_of("`scratch` in the profile", refused.err), 1U) << refused.err;
    const auto judged =
        status_with(format("scratch = '{}'\n", url(test_server().user, "postgres")));
    EXPECT_EQ(judged.status, 2) << judged.out << judged.err;
}

TEST_F(Dump, WritesWhatIsChosen) {
    const EveryKind every;
    const auto schema = dump(every.database(), {"--schema", "Odd.Schema %s"});
    EXPECT_EQ(count_of("CREATE ", schema), 2U) << schema;
    const auto table = dump(every.database(), {"--table", "app.parent"});
    EXPECT_EQ(count_of("CREATE ", table), 1U) << table;
    EXPECT_EQ(run_pgslate({"dump", "--database", every.database(), "--table", "nope"}).status, 1);
}

} // namespace
} // namespace pgslate::testing
