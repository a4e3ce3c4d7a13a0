// dump: what it writes makes the same database again, as pg_dump and status see it.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/every_kind.hpp"
#include "support/round_trip.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace pgslate::testing {
namespace {

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
    const auto like = run_pgslate({"status", "--database", name(), "--like", url});
    EXPECT_EQ(like.status, 0) << like.out << like.err;
}

// Everything below a folder, with its path.
std::string objects_in_schemas(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    std::string result;
    for (const auto& file : files)
        result += format("== {}\n{}", file.lexically_relative(folder).string(),
                         read_file(file, ExitStatus::failed));
    return result;
}

TEST_F(Dump, WritesModelsThatMakeTheSameDatabaseAgain) {
    const EveryKind every;
    run_sql("drop subscription away", every.database());
    dump(every.database(), {"--output", "schemas"});
    const auto reset = run_pgslate({"resetdb"});
    ASSERT_EQ(reset.status, 0) << reset.err << objects_in_schemas(project_.path() / "schemas");
    EXPECT_EQ(pg_dump(name()), pg_dump(every.database()));
    EXPECT_EQ(dump(name()), dump(every.database()));
    dump(name(), {"--output", "again"});
    EXPECT_EQ(objects_in_schemas(project_.path() / "again"),
              objects_in_schemas(project_.path() / "schemas"));
    for (const auto& database : {every.database(), name()}) {
        const auto ended = status(database);
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }
}

TEST_F(Dump, WritesWhatAPersonWouldWrite) {
    const TestDatabase theirs;
    run_sql("create type mood as enum ('sad', 'happy'); create table tenant (id uuid primary key); "
            "create table account (id bigint generated always as identity primary key, "
            "tenant uuid not null references tenant on delete cascade, number serial, "
            "email varchar(200) not null unique, mood mood default 'sad', "
            "made_at timestamptz not null default now(), check (email <> '')); "
            "create index on account (lower(email) desc) where mood = 'happy'; "
            "comment on table account is 'Who logs in'",
            theirs.name());
    EXPECT_EQ(dump(theirs.name(), {"--format", "toml"}), R"TOML([enum]
mood = ["sad", "happy"]

[table.account]
comment = "Who logs in"

[table.account.columns]
id = { type = "bigint", primary_key = true, identity = "always" }
tenant = { type = "uuid", nullable = false, references = { table = "tenant", column = "id", on_delete = "cascade" } }
number = "serial"
email = { type = "varchar(200)", nullable = false, unique = true, check = "(email)::text <> ''::text" }
mood = { type = "public.mood", default = "'sad'" }
made_at = { type = "timestamptz", nullable = false, default = "now()" }

[table.account.indexes]
account_lower_idx = { columns = [{ expression = "lower((email)::text)", order = "desc" }], where = "mood = 'happy'::public.mood" }

[table.tenant.columns]
id = { type = "uuid", primary_key = true }
)TOML");
}

// The server would choose the same name for a check of either column: names are cut.
TEST_F(Dump, WritesACheckOnce) {
    const TestDatabase theirs;
    const std::string a(60, 'a');
    run_sql(format("create table t ({0}1 integer, {0}2 integer check ({0}2 > 0))", a),
            theirs.name());
    const auto written = dump(theirs.name(), {"--format", "toml"});
    EXPECT_EQ(count_of(" > 0", written), 1U) << written;
}

TEST_F(Dump, NeverOverwritesUnlessForced) {
    const TestDatabase theirs;
    run_sql("create table \"a/b\" (id integer); create function f() returns int language sql "
            "as 'select 1'",
            theirs.name());
    project_.write("schemas/public/f.sql", "-- mine\n");
    const auto dump_again = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"dump", "--database", theirs.name(), "--output", "schemas"});
        return run_pgslate(more);
    };
    const auto refused = dump_again({});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(count_of("schemas/public/f.sql is there already", refused.err), 1U) << refused.err;
    EXPECT_EQ(objects_in_schemas(project_.path() / "schemas"), "== public/f.sql\n-- mine\n");
    project_.write("schemas/other.toml", "");
    const auto forced = dump_again({"--force"});
    EXPECT_EQ(forced.status, 0) << forced.err;
    EXPECT_EQ(forced.out, "schemas/public/a%2Fb.toml\nschemas/public/f.sql\n"
                          "schemas/.pgslate/models.schema.json\n");
    EXPECT_EQ(count_of("schemas/other.toml is no part of this dump", forced.err), 1U) << forced.err;
    EXPECT_EQ(status(theirs.name()).status, 0);
}

TEST_F(Dump, SaysWhatIsBroken) {
    const TestDatabase theirs;
    run_sql("create table t (id integer); insert into t values (1), (1)", theirs.name());
    EXPECT_ANY_THROW(run_sql("create unique index concurrently bad on t (id)", theirs.name()));
    const auto ended = run_pgslate({"dump", "--database", theirs.name()});
    EXPECT_EQ(ended.status, 0);
    EXPECT_EQ(count_of("CREATE ", ended.out), 1U) << ended.out;
    EXPECT_EQ(count_of("not dumped, because it is invalid: index public.bad", ended.err), 1U)
        << ended.err;

    run_sql("create function f() returns int language sql as 'select 1'", theirs.name());
    run_sql("create view v as select f() as x", theirs.name());
    run_sql("delete from pg_proc where proname = 'f'", theirs.name());
    const auto failed = run_pgslate({"dump", "--database", theirs.name()});
    EXPECT_EQ(failed.status, 1);
    EXPECT_EQ(failed.out, "");
    EXPECT_EQ(count_of("catalogs names what is gone", failed.err), 1U) << failed.err;
}

TEST_F(Dump, SaysWhatHasNoFormInToml) {
    const TestDatabase theirs;
    run_sql("create function f() returns int language sql as 'select 1'", theirs.name());
    const auto ended = run_pgslate({"dump", "--database", theirs.name(), "--format", "toml"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(count_of("function public.f() takes SQL", ended.err), 1U) << ended.err;
}

TEST_F(Dump, LeavesNothingBehindOfASubscription) {
    const EveryKind every;
    model("all.sql", dump(every.database()));
    EXPECT_EQ(status(every.database()).status, 0);
    expect_that_no_scratch_database_stays();
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
    run_sql(format("create table one (id integer primary key); alter table one owner to {}",
                   role.name()),
            theirs.name());
    const auto same = run_pgslate({"status", "--profile", "weak"});
    EXPECT_EQ(same.status, 0) << same.out << same.err;
}

TEST_F(Dump, SaysThatThereIsNoDatabaseToCompareWith) {
    const TestDatabase theirs;
    const auto url = format("postgresql://{}@/no_such_database?host={}&port={}", test_server().user,
                            test_server().socket, test_server().port);
    const auto ended = run_pgslate({"status", "--database", theirs.name(), "--like", url});
    EXPECT_EQ(ended.status, 69) << ended.out << ended.err;
    EXPECT_EQ(count_of("there is no database \"no_such_database\" to be like", ended.err), 1U)
        << ended.err;
}

// PostgreSQL prints IN over a varchar in two ways: as it was typed, and as it was read back.
TEST_F(Dump, IsInSyncWithWhatIsPrintedOtherwiseOnceItIsReadBack) {
    const TestDatabase theirs;
    run_sql("create table t (a varchar(5) check (a in ('x', 'y')), b integer);"
            "create view v as select b from t where a in ('x', 'y')",
            theirs.name());
    dump(theirs.name(), {"--output", "schemas"});
    for (int time = 0; time < 2; ++time) {
        const auto ended = status(theirs.name());
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }
    const auto url = format("postgresql://{}@/{}?host={}&port={}", test_server().user,
                            theirs.name(), test_server().socket, test_server().port);
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    const auto like = run_pgslate({"status", "--like", url});
    EXPECT_EQ(like.status, 0) << like.out << like.err;
    run_sql("alter table t drop constraint t_a_check, "
            "add constraint t_a_check check (a in ('x', 'z'))",
            theirs.name());
    const auto changed = status(theirs.name());
    EXPECT_EQ(changed.status, 2);
    EXPECT_EQ(count_of("Drift     1 difference", changed.out), 1U) << changed.out;
}

// Roles belong to all databases of the server.
TEST_F(Dump, TriesNothingBesidesTheScratchDatabase) {
    const auto role = name() + "_role";
    model("a.sql", format("create role {}; create table a (id integer);", role));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    run_sql(format("drop role {}", role));
    const auto ended = status(name());
    EXPECT_EQ(ended.status, 2) << ended.out << ended.err;
    EXPECT_EQ(count_of(format("missing    role {}", role), ended.out), 1U) << ended.out;
    EXPECT_EQ(ask(format("select count(*) from pg_roles where rolname = '{}'", role)), "0");
}

TEST_F(Dump, NeverShowsTheSecretsOfAUserMapping) {
    const TestDatabase theirs;
    run_sql("create foreign data wrapper w; create server s foreign data wrapper w options "
            "(url 'postgresql://u:g1heim@h'); create user mapping for public server s options "
            "(\"user\" 'u', secret 'g2heim')",
            theirs.name());
    dump(theirs.name(), {"--output", "schemas", "--secrets"});
    run_sql("alter user mapping for public server s options (set secret 'g3heim');"
            "alter server s options (set url 'postgresql://u:g4heim@h')",
            theirs.name());
    for (const auto* manner : {"--verbose", "--json"}) {
        const auto ended = run_pgslate({"status", "--database", theirs.name(), manner});
        EXPECT_EQ(ended.status, 2) << ended.err;
        EXPECT_EQ(count_of("heim", ended.out + ended.err), 0U) << ended.out;
    }
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
