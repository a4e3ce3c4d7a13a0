// What is kept of scratch databases: it is what a fresh one would tell, or it is not used. On a
// server of its own, because whatever others do to theirs counts.
#include "base/files.hpp"
#include "base/format.hpp"
#include "live/server_lines.hpp"
#include "support/own_server_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;

class Cache : public OwnServerTest {
  protected:
    void SetUp() override {
        model("a.toml", "[table.a.columns]\nid = { type = \"integer\", primary_key = true }\n");
        ASSERT_EQ(run(with_cache({"resetdb"})).status, 0);
    }

    Program with_cache(std::vector<std::string> arguments,
                       const std::string& cache = "cache") const {
        auto program = on_own_server(std::move(arguments));
        program.environment["XDG_CACHE_HOME"] = (project_.path() / cache).string();
        return program;
    }

    Ended status(const std::string& cache = "cache") const {
        return run(with_cache({"status"}, cache));
    }

    static void expect_in_sync(const Ended& ended) {
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
        EXPECT_EQ(count_of("Drift     none", ended.out), 1U) << ended.out;
        EXPECT_EQ(ended.err, "");
    }

    std::vector<fs::path> kept() const {
        std::vector<fs::path> files;
        const auto folder = project_.path() / "cache" / "pgslate";
        if (!fs::exists(folder)) return files;
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == ".catalog") files.push_back(entry.path());
        return files;
    }

    // What is known of the database itself needs none of what is known of the models.
    void forget_verdicts() const {
        for (const auto& entry : fs::directory_iterator(project_.path() / "cache" / "pgslate"))
            if (entry.path().extension() == ".verdict") fs::remove(entry.path());
    }

    // A scratch database is made for that only if what was kept does not count any more.
    void expect_made_anew(bool anew, const std::string& why) const {
        const auto before = kept().size();
        expect_in_sync(status());
        EXPECT_EQ(kept().size(), before + (anew ? 1 : 0)) << why;
    }
};

// As long as nobody may make a database, there is only what is known.
TEST_F(Cache, SavesTheScratchDatabase) {
    expect_in_sync(status());
    auto session = server_->session();
    session.execute(sql::text("begin"), "testing");
    session.execute(sql::text("lock table pg_database in share row exclusive mode"), "testing");
    expect_in_sync(status());
    auto other = with_cache({"status"}, "other");
    other.environment["PGSLATE_LOCK_TIMEOUT"] = "500ms";
    EXPECT_NE(run(other).status, 0);
    session.execute(sql::text("rollback"), "testing");
}

struct Change {
    const char* what;
    std::vector<std::string> make;
    std::vector<std::string> undo;
};

TEST_F(Cache, DependsOnWhatTheServerIsLike) {
    std::vector<Change> changes = {
        {"a role", {"create role one"}, {}},
        {"a right of a role", {"alter role one createrole"}, {}},
        {"a name of a role", {"alter role one rename to two"}, {}},
        {"a member", {"grant pg_monitor to two"}, {"drop role two"}},
        {"a setting of the role",
         {"alter role current_user set default_toast_compression = 'lz4'"},
         {"alter role current_user reset all"}},
        {"a setting of all roles",
         {"alter role all set xmlbinary = 'hex'"},
         {"alter role all reset all"}},
        {"a setting of the server",
         {"alter system set default_statistics_target = 7", "select pg_reload_conf()",
          "select pg_sleep(0.2)"},
         {"alter system reset all", "select pg_reload_conf()", "select pg_sleep(0.2)"}}};
    if (server_->session().server().version >= 150000) {
        changes.push_back(
            {"a tablespace",
             {"set allow_in_place_tablespaces = on", "create tablespace one location ''"},
             {"drop tablespace one"}});
        changes.push_back({"a right to a setting",
                           {"create role one", "grant set on parameter log_statement to one"},
                           {"drop owned by one", "drop role one"}});
    }
    expect_in_sync(status());
    for (const auto& change : changes) {
        execute(change.make);
        expect_made_anew(true, change.what);
        expect_made_anew(false, change.what);
        execute(change.undo);
    }
}

TEST_F(Cache, DependsOnHowTheDatabaseIsMadeAndOnNothingElseOfIt) {
    expect_in_sync(status());
    execute({format("comment on database {} is 'x'", name())});
    execute({"create schema other create table t ()"}, name());
    expect_made_anew(false, "what is in a database");
    ASSERT_EQ(run(with_cache({"drop"})).status, 0);
    ASSERT_EQ(run(with_cache({"create", "--encoding", "LATIN1", "--locale", "C"})).status, 0);
    expect_made_anew(true, "the encoding");
}

TEST_F(Cache, DependsOnTheRole) {
    expect_in_sync(status());
    execute({"create role guest login createdb password 'secret-1'",
             format("alter table a owner to guest")},
            name());
    expect_made_anew(true, "a role is new");
    const auto as_guest = [this] {
        auto program = with_cache({"status"});
        program.environment["POSTGRES_USER"] = "guest";
        program.environment["POSTGRES_PW"] = "secret-1";
        return run(program);
    };
    const auto before = kept().size();
    expect_in_sync(as_guest());
    EXPECT_EQ(kept().size(), before + 1);
    execute({"alter role guest nocreatedb"});
    EXPECT_EQ(as_guest().status, 77) << "who may have no scratch database is not told of one";
    execute({format("reassign owned by guest to current_user")}, name());
    execute({"drop role guest"});
}

// With another server for it, that one counts.
TEST_F(Cache, DependsOnTheServerForScratchDatabases) {
    const TestDatabase theirs;
    run_sql("create table a (id integer primary key generated by default as identity)",
            theirs.name());
    const auto& place = server_->place();
    const auto compared = [&] {
        auto program = pgslate({"status", "--database", theirs.name(), "--scratch",
                                format("postgresql://{}@/postgres?host={}&port={}", place.user,
                                       place.socket, place.port)});
        program.environment["XDG_CACHE_HOME"] = (project_.path() / "cache").string();
        return run(program);
    };
    expect_in_sync(compared());
    expect_in_sync(compared());
    EXPECT_EQ(kept().size(), 1U);
    execute({"create role one"});
    expect_in_sync(compared());
    EXPECT_EQ(kept().size(), 2U);
    execute({"drop role one"});
}

// The first session with a database lets the server write a file that spares others some work.
std::string without_size(const std::string& status) {
    return std::regex_replace(status, std::regex("\"bytes\": [0-9]+"), "");
}

TEST_F(Cache, TellsWhatAFreshAnswerTells) {
    execute({"create role every_owner", "create role every_reader", "create role reader",
             "set allow_in_place_tablespaces = on", "create tablespace every_space location ''"});
    for (const auto* fixture : {"every_kind.sql", "many_kinds.sql"}) {
        model("a.toml", "");
        model("b.sql", live::for_server(
                           read_file(format("{}/tests/fixtures/{}", PGSLATE_SOURCE_DIR, fixture),
                                     ExitStatus::failed),
                           server_->session().server().version));
        const auto fresh = run(with_cache({"status", "--json"}, fixture));
        const auto again = run(with_cache({"status", "--json"}, fixture));
        const auto other = run(with_cache({"status", "--json"}, format("other {}", fixture)));
        EXPECT_EQ(fresh.status, 2) << fresh.err;
        EXPECT_EQ(without_size(again.out), without_size(fresh.out));
        EXPECT_EQ(without_size(other.out), without_size(fresh.out));
        EXPECT_EQ(again.err, fresh.err);
    }
}

// The digest of a build by which one program knows another.
std::size_t place_of_build_id(std::string_view program) {
    constexpr std::string_view note("\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0", 16);
    const auto at = program.find(note);
    return at == std::string_view::npos ? at : at + note.size();
}

TEST_F(Cache, IsForOneBuildOfTheProgram) {
    expect_in_sync(status());
    auto program = read_file(PGSLATE_BINARY, ExitStatus::failed);
    const auto at = place_of_build_id(program);
    ASSERT_NE(at, std::string::npos);
    program[at] ^= 1;
    project_.write("other", program);
    fs::permissions(project_.path() / "other", fs::perms::owner_exec, fs::perm_options::add);
    auto other = with_cache({"status"});
    other.binary = (project_.path() / "other").string();
    expect_in_sync(run(other));
    EXPECT_EQ(kept().size(), 2U);
    expect_in_sync(run(other));
    EXPECT_EQ(kept().size(), 2U);
}

TEST_F(Cache, IsIgnoredAndWrittenAnewWhenDamaged) {
    expect_in_sync(status());
    ASSERT_EQ(kept().size(), 1U);
    const auto file = kept().front();
    const auto good = read_file(file, ExitStatus::failed);
    ASSERT_GT(good.size(), 40U);
    auto changed = good;
    changed[good.size() / 2] ^= 1;
    for (const auto& damaged : {std::string(), good.substr(0, good.size() / 2), changed, good + "x",
                                std::string(5000, '\xFF')}) {
        std::ofstream(file, std::ios::trunc | std::ios::binary) << damaged;
        forget_verdicts();
        expect_in_sync(status());
        EXPECT_TRUE(read_file(file, ExitStatus::failed) == good) << damaged.size();
    }
}

TEST_F(Cache, IsIgnoredWhenOthersCanWriteIt) {
    expect_in_sync(status());
    const auto file = kept().front();
    fs::permissions(file, fs::perms::others_write, fs::perm_options::add);
    std::ofstream(file, std::ios::app) << "x";
    expect_in_sync(status());
}

TEST_F(Cache, IsForItsUserAlone) {
    const auto folder = project_.path() / "cache" / "pgslate";
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_read | fs::perms::others_read);
    expect_in_sync(status());
    ASSERT_EQ(kept().size(), 1U);
    EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(kept().front()).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Cache, IsNotKeptWhereOthersCouldChangeIt) {
    const auto folder = project_.path() / "cache";
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::all);
    expect_in_sync(status());
    EXPECT_TRUE(kept().empty());
    EXPECT_FALSE(fs::exists(folder / "pgslate"));
    const auto words = format("Nothing is kept from run to run: {} can be written by everybody.\n",
                              folder.string());
    for (const auto* command : {"status", "create", "plan", "apply"}) {
        EXPECT_EQ(count_of(words, run(with_cache({command, "--verbose"})).err), 1U) << command;
        EXPECT_EQ(count_of(words, run(with_cache({command})).err), 0U) << command;
    }
    EXPECT_EQ(count_of(words, run(with_cache({"resetdb", "--in-place", "--verbose"})).err), 1U);
}

TEST_F(Cache, ThatCannotBeWrittenIsNoError) {
    const auto file = project_.write("file", "");
    expect_in_sync(status("file"));
    const auto ended = run(with_cache({"status", "--verbose"}, "file"));
    EXPECT_EQ(count_of(format("Nothing is kept from run to run: {}/pgslate: Not a directory.\n",
                              file.string()),
                       ended.err),
              1U)
        << ended.err;
}

} // namespace
} // namespace pgslate::testing
