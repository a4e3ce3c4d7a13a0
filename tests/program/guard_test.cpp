// What stands between a command and the end of a database, as a person at a terminal meets it.
#include "base/format.hpp"
#include "support/forwarder.hpp"
#include "support/program_test.hpp"

#include <regex>

namespace pgslate::testing {
namespace {

class Guards : public ProgramTest {
  protected:
    Guards() {
        model("a.sql", "create table a ();");
        run_sql(format("create database {}", name()));
    }

    // A profile of the test server, protected or not.
    Program with_profile(std::vector<std::string> arguments, const std::string& more) const {
        const auto& server = test_server();
        project_.write("pgslate.toml",
                       format("default_profile = 'it'\n[profile.it]\nurl = '{}'\n"
                              "user = '{}'\npassword = {{ env = 'SECRET' }}\n"
                              "database = '{}'\n{}\n",
                              server.host + ":" + server.port, server.user, name(), more));
        auto program = pgslate(std::move(arguments));
        program.environment = {{"SECRET", server.password}};
        return program;
    }

    std::string oid() const {
        return ask(format("select oid from pg_database where datname = '{}'", name()));
    }
};

TEST_F(Guards, AProtectedProfileNeedsTheNameOfTheDatabase) {
    const auto before = oid();
    const std::string protects = "protected = true";
    for (const auto* command : {"resetdb", "drop"}) {
        for (const std::vector<std::string>& more :
             {std::vector<std::string>{}, {"--yes"}, {"--confirm", "other"}}) {
            std::vector<std::string> arguments = {command};
            arguments.insert(arguments.end(), more.begin(), more.end());
            const auto ended = run(with_profile(arguments, protects));
            EXPECT_EQ(ended.status, 77) << ended.err;
            EXPECT_EQ(ended.out, "");
            EXPECT_EQ(count_of("error: ", ended.err), 1U) << ended.err;
        }
        EXPECT_EQ(run_in_terminal(with_profile({command}, protects)).status, 77);
    }
    EXPECT_EQ(oid(), before);
    EXPECT_EQ(run(with_profile({"resetdb", "--confirm", name()}, protects)).status, 0);
    EXPECT_NE(oid(), before);
    EXPECT_EQ(run(with_profile({"create"}, protects)).status, 0) << "create destroys nothing";
}

TEST_F(Guards, TheMarkProtectsADatabaseWhoeverComes) {
    run_sql(format("comment on database {} is 'Mine.'", name()));
    EXPECT_EQ(run_pgslate({"create", "--protect"}).status, 0);
    EXPECT_EQ(run_pgslate({"create", "--protect"}).status, 0);
    const auto comment = ask(format("select shobj_description({}, 'pg_database')", oid()));
    EXPECT_TRUE(comment.starts_with("Mine. ")) << comment;
    EXPECT_EQ(count_of("pgslate", comment), 1U) << comment;

    const auto before = oid();
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 77);
    EXPECT_EQ(run_pgslate({"drop", "--yes"}).status, 77);
    EXPECT_EQ(oid(), before);
    EXPECT_EQ(count_of("Protected ", run_pgslate({"status"}).out), 1U);
    EXPECT_EQ(run_pgslate({"resetdb", "--confirm", name()}).status, 0);
    EXPECT_EQ(run_pgslate({"drop"}).status, 77) << "a reset takes no protection away";
    EXPECT_EQ(run_pgslate({"drop", "--confirm", name()}).status, 0);
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(Guards, AnotherNameIsNeverTheConfirmationThatWasMeant) {
    const auto before = oid();
    for (const auto* command : {"resetdb", "drop"})
        for (const auto* protection : {"protected = false", "protected = true"}) {
            const auto ended = run(with_profile({command, "--confirm", "other"}, protection));
            EXPECT_EQ(ended.status, 77) << protection;
            EXPECT_EQ(
                count_of(format("--confirm names \"other\", but the database is \"{}\"", name()),
                         ended.err),
                1U)
                << ended.err;
        }
    EXPECT_EQ(run_pgslate({"resetdb", "--in-place", "--confirm", "other"}).status, 77);
    EXPECT_EQ(oid(), before);
    EXPECT_EQ(run_pgslate({"resetdb", "--confirm", name()}).status, 0);
}

TEST_F(Guards, TheTargetIsNamedBeforeItIsDestroyed) {
    const auto& server = test_server();
    const auto line = format("Target: database \"{}\" at {}:{}, as {}, from profile 'it' "
                             "(default_profile at pgslate.toml:1).\n",
                             name(), server.host, server.port, server.user);
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"resetdb"}, {"resetdb", "--in-place"}, {"drop"}}) {
        auto program = with_profile(arguments, "");
        program.environment["NO_COLOR"] = "1";
        EXPECT_EQ(run(program).err, line);
        program.environment["TERM"] = "dumb"; // nothing but what is said
        if (arguments.front() == "drop") run_sql(format("create database {}", name()));
        const auto shown = std::regex_replace(run_in_terminal(program).out, std::regex("\r"), "");
        EXPECT_TRUE(shown.starts_with(line)) << "before anything: " << shown;
    }
    EXPECT_EQ(run(with_profile({"drop"}, "")).err, "") << "there is none";
    EXPECT_EQ(run(with_profile({"resetdb"}, "")).err, "") << "there is none";
    EXPECT_EQ(run(with_profile({"resetdb", "--quiet"}, "")).err, "");
}

TEST_F(Guards, AnEnvironmentThatGoesBeforeAProfileIsNamed) {
    const std::string said = "The target is from POSTGRES_URL, POSTGRES_USER, POSTGRES_PW and "
                             "POSTGRES_DB, not from profile 'it' (default_profile at "
                             "pgslate.toml:1): the environment goes before it, and --profile "
                             "before both.\n";
    with_profile({}, "");
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"resetdb"}, {"resetdb", "--in-place"}, {"drop"}}) {
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_TRUE(ended.err.starts_with(said)) << ended.err;
    }
    EXPECT_EQ(count_of(said, run_pgslate({"create"}).err), 0U) << "it destroys nothing";
}

TEST_F(Guards, TheServersOwnDatabasesAreNeverDropped) {
    for (const auto* database : {"postgres", "template0", "template1"})
        for (const auto* command : {"resetdb", "drop"}) {
            const auto ended =
                run_pgslate({command, "--database", database, "--yes", "--confirm", database});
            EXPECT_EQ(ended.status, 77) << ended.err;
            EXPECT_EQ(ended.out, "");
            EXPECT_TRUE(database_exists(database));
        }
}

// The test server listens on this machine only; a forwarder makes it look like another.
class FarGuards : public Guards {
  protected:
    Program far(std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_URL"] = forwarder_.address();
        return program;
    }

    Forwarder forwarder_{test_server().host, test_server().port};
};

TEST_F(FarGuards, AnotherMachineNeedsYesWhereNobodyCanBeAsked) {
    if (forwarder_.address().empty()) GTEST_SKIP() << "this machine has no address but loopback";
    const auto before = oid();
    for (const auto* command : {"resetdb", "drop"}) {
        const auto ended = run(far({command}));
        EXPECT_EQ(ended.status, 77) << ended.err;
        EXPECT_EQ(count_of("--yes", ended.err), 1U) << ended.err;
    }
    EXPECT_EQ(oid(), before);
    EXPECT_EQ(run(far({"status"})).status, 2);
    EXPECT_EQ(run(far({"create"})).status, 0);
    EXPECT_EQ(run(far({"resetdb", "--yes"})).status, 0);
    EXPECT_NE(oid(), before);
}

TEST_F(FarGuards, APersonTypesTheName) {
    if (forwarder_.address().empty()) GTEST_SKIP() << "this machine has no address but loopback";
    const auto before = oid();
    const std::string question = "Type its name";
    for (const std::string& answer : {std::string("yes\n"), std::string("\n"), name() + "x\n"}) {
        const auto ended = run_in_terminal(far({"resetdb"}), {{question, answer}});
        EXPECT_EQ(ended.status, 77) << ended.out;
        EXPECT_EQ(count_of("nothing was changed", ended.out), 1U) << ended.out;
        EXPECT_EQ(count_of("Target: ", ended.out), 1U) << "before the question: " << ended.out;
    }
    EXPECT_EQ(run_in_terminal(far({"resetdb"}), {{question, "\x04"}}).status, 77) << "end of input";
    EXPECT_EQ(oid(), before);
    const auto ended = run_in_terminal(far({"resetdb"}), {{question, name() + "\n"}});
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_EQ(count_of("Shiny!", ended.out), 1U);
    EXPECT_NE(oid(), before);
}

} // namespace
} // namespace pgslate::testing
