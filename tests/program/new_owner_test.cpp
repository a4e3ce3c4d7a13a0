// Who shall own a new database is looked at before anything is built.
#include "base/format.hpp"
#include "support/program_test.hpp"

namespace pgslate::testing {
namespace {

class NewOwner : public ProgramTest {
  protected:
    NewOwner() { model("a.toml", "table.a.columns.id = 'int'\n"); }
    ~NewOwner() override {
        run_sql(format("drop database if exists {}", name()));
        run_sql(format("drop role if exists {}", made_));
    }

    // The same in every way a new database is made: nothing has begun.
    void expect_refusal(const Program& as, int status, const std::string& words) const {
        for (const auto* command : {"create", "resetdb"}) {
            auto program = as;
            program.arguments.insert(program.arguments.begin(), command);
            const auto ended = run(program);
            EXPECT_EQ(ended.status, status) << ended.err;
            EXPECT_EQ(ended.out, "") << "before it creates a database";
            EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
            EXPECT_FALSE(database_exists(name()));
        }
    }

    std::string owner() const {
        return ask(
            format("select pg_get_userbyid(datdba) from pg_database where datname = '{}'", name()));
    }

    Program as_builder() const {
        auto program = pgslate({"--owner", other_.name()});
        program.environment["POSTGRES_USER"] = builder_.name();
        program.environment["POSTGRES_PW"] = secret;
        return program;
    }

    static constexpr const char* secret = "secret-1";
    LoginRole builder_{secret, "createdb createrole"};
    LoginRole other_{secret, "", " a 'Role'"};
    std::string made_ = unique_name();
};

TEST_F(NewOwner, HasToBeThere) {
    expect_refusal(pgslate({"--owner", made_}), 78,
                   format("there is no role {} to own database \"{}\"", made_, name()));
    expect_refusal(pgslate({"--owner", "current_user"}), 78,
                   "there is no role \"current_user\" to own");
}

TEST_F(NewOwner, HasToBeOneThatTheRoleMayActAs) {
    const auto other = sql::quoted(sql::Identifier(other_.name()));
    expect_refusal(as_builder(), 77,
                   format("role {} may not make role {} the owner of database \"{}\"",
                          builder_.name(), other, name()));
    expect_refusal(as_builder(), 77, format("GRANT {} TO {}.", other, builder_.name()));
    run_sql(format("grant {} to {}", other, builder_.name()));
    auto program = as_builder();
    program.arguments.insert(program.arguments.begin(), "resetdb");
    const auto ended = run(program);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(owner(), other_.name());
}

TEST_F(NewOwner, MayComeWithTheModels) {
    for (const std::string before : {"create role ", "create user ", "do $$ begin create role "}) {
        const auto text = before + made_ + (before.starts_with("do") ? "; end $$;" : ";");
        model("role.sql", text);
        const auto ended = run_pgslate({"create", "--owner", made_});
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(owner(), made_) << text;
        run_sql(format("drop database {}", name()));
        run_sql(format("drop role {}", made_));
    }
    model("role.sql", format("grant select on a to {};", made_));
    expect_refusal(pgslate({"--owner", made_}), 78, "there is no role");
}

TEST_F(NewOwner, IsNotAskedForWhereADatabaseKeepsItsOwn) {
    ASSERT_EQ(run_pgslate({"create"}).status, 0);
    const auto ended = run_pgslate({"resetdb", "--owner", made_});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(count_of(format("keeps its owner {}, not {}", test_server().user, made_), ended.err),
              1U)
        << ended.err;
    EXPECT_EQ(run_pgslate({"create", "--owner", made_}).status, 0);
}

} // namespace
} // namespace pgslate::testing
