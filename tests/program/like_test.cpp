// status --like: another database in the place of models, and what the two sides are called.
#include "base/format.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class Like : public ProgramTest {
  protected:
    Like() {
        for (const auto& database : {name(), other_.text()}) {
            run_sql(format("create database {}", database));
            run_sql("create table t (id int not null, name text)", database);
        }
        run_sql("alter table t alter id drop not null, add own int", name());
        run_sql("create view v as select 1 as one", other_.text());
    }

    // The other database, and one that is called like ours but is not there.
    void write_profiles() const {
        const auto& server = test_server();
        project_.write("pgslate.toml",
                       format("[profile.other]\nurl = '{}:{}'\nuser = '{}'\n"
                              "password = {{ env = 'SECRET' }}\ndatabase = '{}'\n",
                              server.host, server.port, server.user, other_.text()));
    }

    Ended status_like(const std::string& like) const {
        auto program = pgslate({"status", "--like", like});
        program.environment["SECRET"] = test_server().password;
        return run(program);
    }

    FreeName other_{"_other"};
};

TEST_F(Like, TakesAProfile) {
    write_profiles();
    const auto ended = status_like("other");
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(
        count_of(format("Like      {} (profile 'other' (--like))\n", other_.text()), ended.out), 1U)
        << ended.out;
}

TEST_F(Like, CallsTheSidesWhatTheyAre) {
    write_profiles();
    const auto out = status_like("other").out;
    EXPECT_EQ(count_of(format("not null: {} true, {} none\n", other_.text(), name()), out), 1U)
        << out;
    EXPECT_EQ(count_of("  additional column public.t.own\n", out), 1U) << out;
    EXPECT_EQ(count_of("  missing    view public.v\n", out), 1U) << out;
    for (const auto* word : {"declared", "live"}) EXPECT_EQ(count_of(word, out), 0U) << out;
}

TEST_F(Like, NamesAProfileThatIsNotThere) {
    write_profiles();
    const auto ended = status_like("othr");
    EXPECT_EQ(ended.status, 78);
    EXPECT_EQ(count_of("--like names a profile 'othr' that does not exist", ended.err), 1U)
        << ended.err;
    EXPECT_EQ(count_of("Did you mean 'other'?", ended.err), 1U) << ended.err;
}

TEST_F(Like, ShowsNothingOfWhatMayBeAMisspeltUrl) {
    for (const auto* text :
         {"postgresql:/ada:hunter2@h/d", "ada:hunter2@h/d", "h password=hunter2"}) {
        const auto ended = status_like(text);
        EXPECT_EQ(ended.status, 64) << ended.err;
        EXPECT_EQ(count_of("hunter2", ended.out + ended.err), 0U) << ended.err;
    }
}

TEST_F(Like, ScratchTakesAProfileToo) {
    write_profiles();
    model("a.sql", "create table t ();");
    auto program = pgslate({"check", "--server", "--scratch", "other"});
    program.environment["SECRET"] = test_server().password;
    EXPECT_EQ(run(program).status, 0);
    program.arguments.back() = "none";
    EXPECT_EQ(run(program).status, 78);
}

} // namespace
} // namespace pgslate::testing
