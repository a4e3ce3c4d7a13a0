// Spares: copies of what models have made that are there before anybody wants them.
#include "base/format.hpp"
#include "database/temporary.hpp"
#include "support/small_disk.hpp"
#include "support/statement_proxy.hpp"
#include "support/stored_copies_test.hpp"

#include <filesystem>
#include <future>

namespace pgslate::testing {
namespace {

class Spares : public StoredCopiesTest {};

TEST_F(Spares, AreThereBeforeTheyAreWanted) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    const auto next = source({"--spares", "2"}); // there may be none again yet
    EXPECT_TRUE(next == "spare" || next == "template") << next;
    wait_until("spa", "2");
    wait_until("old|new", "0");
}

TEST_F(Spares, MakeTheTemplateAgainWhereThatIsGone) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    execute({format("drop database {}", stocked("tpl"))});
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    wait_until("tpl", "1");
    wait_until("spa", "2");
    wait_until_alone();
    plant(stocked("tpl"));
    EXPECT_EQ(source({"--spares", "2"}), "spare");
    wait_until_alone();
    EXPECT_EQ(count("spa"), "1") << "none is made of what somebody has changed";
    EXPECT_EQ(source({"--spares", "1"}), "spare");
    EXPECT_EQ(planted(), "0");
    EXPECT_EQ(source({"--spares", "1"}), "models");
}

TEST_F(Spares, AreNotTakenForOtherModels) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    const auto before = stocked("tpl");
    model("b.sql", "create table b (id int);");
    EXPECT_EQ(source({"--spares", "1"}), "models");
    EXPECT_EQ(ask_own("select count(*) from b", name()), "0");
    wait_until("old|new", "0");
    wait_until("spa", "1");
    wait_until("tpl", "1");
    EXPECT_NE(stocked("tpl"), before);
    EXPECT_EQ(source({"--spares", "1"}), "spare");
}

TEST_F(Spares, AreFoundOutWhenSomebodyHasChangedThem) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    plant(stocked("spa"));
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(planted(), "0");
    plant(stocked("tpl"));
    EXPECT_EQ(source(), "models");
    EXPECT_EQ(planted(), "0");
    EXPECT_EQ(source(), "template");
    EXPECT_EQ(planted(), "0");
    execute({format("drop database {}", stocked("tpl"))});
    EXPECT_EQ(source(), "models");
    wait_until("old|new|spa", "0");
}

TEST_F(Spares, AreNotTakenWithSettingsOfTheirOwn) {
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    execute({format("alter database {} set work_mem = '77MB'", stocked("spa"))});
    EXPECT_EQ(source(), "template");
    wait_until("old|new|spa", "0");
}

// Before it is looked at once more, before it gets what the former database has, or when all that
// is left is to take the name.
TEST_F(Spares, AreDoneWithoutWhereOneIsGoneThatWasToBeTaken) {
    EXPECT_EQ(source(), "models");
    execute({format("alter database {} set app.color = 'red'", name())});
    for (const auto* behind :
         {"'transform', 'pg_transform'", "pg_database WHERE datname = 'pgslate_spa_",
          "pg_terminate_backend"}) {
        SCOPED_TRACE(behind);
        EXPECT_EQ(run(on_own_server({"resetdb", "--spares", "1"})).status, 0);
        wait_until("spa", "1");
        wait_until_alone();
        const auto taken = format("alter database {} rename to taken", stocked("spa"));
        const auto& place = server_->place();
        const StatementProxy proxy(place.host, place.port,
                                   {.behind = behind,
                                    .moment = Moment::before,
                                    .action = [&](pid_t) { execute({taken}); }});
        auto program = on_own_server({"resetdb", "--template-cache", "--json"});
        program.environment["POSTGRES_URL"] = proxy.address();
        const auto ended = run(program);
        EXPECT_TRUE(proxy.fired());
        EXPECT_EQ(count_of("\"source\": \"models\"", ended.out), 1U) << ended.out;
        EXPECT_EQ(count_of("\"warnings\": []", ended.out), 1U) << ended.out;
        EXPECT_EQ(run(on_own_server({"status"})).status, 0);
        EXPECT_EQ(ask_own("select current_setting('app.color')", name()), "red");
        execute({"drop database taken"});
        wait_until_alone();
        EXPECT_EQ(stocked("(spa|new|old)"), "no row");
    }
}

TEST_F(Spares, AreMadeOnceHoweverManyReset) {
    std::vector<std::future<std::string>> runs;
    runs.reserve(3);
    for (int number = 0; number < 3; ++number)
        runs.push_back(std::async(std::launch::async, [this] {
            return run(on_own_server({"resetdb", "--json", "--template-cache", "--spares", "1"}))
                .out;
        }));
    std::size_t built = 0;
    for (auto& one : runs) built += count_of("\"source\": \"models\"", one.get());
    EXPECT_EQ(built, 1U);
    wait_until("spa", "1");
    wait_until_alone();
    EXPECT_EQ(count("tpl"), "1");
    EXPECT_EQ(count("old|new"), "0");
}

TEST_F(Spares, AreNamedWithTheirDatabaseAsSqlWritesIt) {
    using database::Temporary;
    const auto spare = database::new_temporary(Temporary::Role::spare, "shop\"q");
    execute({format("create database {} allow_connections false", spare.name()),
             format("comment on database {} is '{}: changed'", spare.name(), spare.record())});
    const auto found = run(on_own_server({"prune"}));
    EXPECT_EQ(count_of("for database \"shop\"\"q\"\n", found.out), 1U) << found.out;
    EXPECT_EQ(run(on_own_server({"prune", "--yes"})).status, 0);
}

TEST_F(Spares, AreCalledOutdatedWhereTheyFitNoMore) {
    const auto status = [this] { return run(on_own_server({"status"})).out; };
    const auto outdated = [this](const char* value) {
        return count_of(format("\"outdated\": {}", value),
                        run(on_own_server({"status", "--json"})).out);
    };
    EXPECT_EQ(source({"--spares", "1"}), "models");
    wait_until("spa", "1");
    EXPECT_EQ(outdated("false"), 2U);
    EXPECT_EQ(count_of("outdated", status()), 0U);
    execute({format("alter database {} set enable_seqscan = off", name())});
    EXPECT_EQ(outdated("false"), 2U) << "what the database sets holds for no copy";
    model("b.sql", "create table b (id int);");
    EXPECT_EQ(count_of(", outdated\n", status()), 2U) << status();
    EXPECT_EQ(outdated("true"), 2U);
    std::filesystem::remove(project_.path() / "schemas/b.sql");
    EXPECT_EQ(outdated("false"), 2U);
    execute({"create schema apart", "drop schema apart"}, "template1");
    EXPECT_EQ(outdated("true"), 2U);
}

TEST_F(Spares, AreSaidToBeTaken) {
    const auto words = [this](std::vector<std::string> options) {
        return run(on_own_server(std::move(options))).out;
    };
    EXPECT_EQ(words({"resetdb", "--template-cache"}),
              "Creating database.\nCreating tables.\nShiny!\n");
    EXPECT_EQ(words({"resetdb", "--spares", "1"}),
              "Copying the template.\nDeleting database.\nShiny!\n");
    wait_until("spa", "1");
    EXPECT_EQ(words({"resetdb", "--template-cache"}),
              "Taking a spare.\nDeleting database.\nShiny!\n");
}

TEST_F(Spares, AreCountedByDropWhichKeepsThem) {
    EXPECT_EQ(source({"--spares", "2"}), "models");
    wait_until("spa", "2");
    wait_until_alone();
    const auto ended = run(on_own_server({"drop", "--database", name()}));
    EXPECT_EQ(ended.out, format("Deleting database.\nKept 1 template and 2 spares; `pgslate drop "
                                "--all --database {}` drops them, too.\nDone.\n",
                                name()));
    EXPECT_EQ(count("tpl|spa"), "3");
}

// A database has some 300 files. There is room for a third, or not even for that.
TEST_F(Spares, AreDoneWithoutWhereTheDiskIsFull) {
    std::filesystem::permissions(project_.path(), std::filesystem::perms(0755));
    for (const bool third : {true, false}) {
        const auto disk_path = project_.path() / (third ? "larger" : "smaller");
        const SmallDisk disk(disk_path, third ? "nr_inodes=1100" : "nr_inodes=800");
        if (!disk) GTEST_SKIP() << "only root may mount a small file system, and not everywhere";
        const auto folder = (disk_path / "space").string();
        // The server's user must own it.
        execute({format("copy (select) to program 'cat; mkdir {}'", folder),
                 format("create tablespace small location '{}'", folder),
                 format("create database {} tablespace small", name())});
        const auto first = run(on_own_server({"resetdb", "--spares", "1", "--json"}));
        EXPECT_EQ(first.status, 0) << first.err;
        EXPECT_EQ(count_of("no template is kept: creating a database: ", first.out),
                  third ? 0U : 1U)
            << first.out;
        EXPECT_EQ(count_of("No space left on device", first.out), third ? 0U : 1U) << first.out;
        wait_until_alone();
        EXPECT_EQ(source({"--spares", "1"}), third ? "template" : "models");
        wait_until_alone();
        EXPECT_EQ(stocked("(spa|new|old)"), "no row");
        run(on_own_server({"drop", "--all"}));
        execute({"drop tablespace small"});
    }
}

} // namespace
} // namespace pgslate::testing
