// A secret, spelled in some way, in some place of a model that has a mistake there: whatever is
// said about the mistake, it is not the secret.
#include "base/format.hpp"
#include "support/program_test.hpp"
#include "support/seed.hpp"

#include <array>
#include <random>

namespace pgslate::testing {
namespace {

using Arguments = std::vector<std::string>;

// `@` stands for a literal that holds the secret, `#` for one with a connection string.
constexpr std::array statements = {
    "create role postgres password @;",
    "create role r /* why? */ pasword @;",
    "create role r password -- here\n @ nonsense;",
    "create role r encrypted password @, login;",
    "alter role no_such_role\npassword\n@;",
    "alter role no_such_role in database d set app.token = @;",
    "create rol r password @;",
    "create user mapping for public server nowhere options (user 'u', password @);",
    "create user mapping for public server nowhere options (pasword @);",
    "create server s foreign data wrapper nowhere options (host 'h', passcode @);",
    "alter server nowhere options (set sslpassword @);",
    "create subscription s connection # publication p, p;",
    "create subscription s connection @ publication p;",
    "alter subscription nowhere connection #;",
    "create view v as select * from no_such_dblink(#, 'select 1') as t(a int);",
    "create function f() returns int language sql as $f$ select no_such_dblink(#) $f$;",
    "do $d$ begin create role postgres password @; end $d$;",
    "do $d$ begin execute format('create role postgres password %L', @::text); end $d$;",
    "select set_config('app.password', @, true), 1 / 0;",
    "create table t (a int default no_such_function(#)); -- password: @",
    "create table t (a int) wth (password = @);",
    "create role r password @",
    "create role r password @; create table t (a int",
};

class RandomSecrets : public ProgramTest {
  protected:
    std::string one_of(const std::string& letters, std::size_t count) {
        std::string text;
        for (; count > 0; --count) text += letters[random_() % letters.size()];
        return text;
    }

    // In the manner of each kind of string that there is.
    std::string literal(const std::string& value) {
        const auto hex = [&] { return format("{:04x}", static_cast<unsigned>(value.front())); };
        switch (random_() % 6) {
        case 0: return format("'{}'", value);
        case 1: return format("E'{}'", value);
        case 2: return format("$${}$$", value);
        case 3: return format("U&'\\{}{}'", hex(), value.substr(1));
        case 4: return format("u&'!{}{}' uescape '!'", hex(), value.substr(1));
        default: return format("$x${}$x$", value);
        }
    }

    std::string connection() {
        switch (random_() % 5) {
        case 0: return format("host=h password={} user=u", secret_);
        case 1: return format("host=h password = {}", secret_);
        case 2: return format("postgresql://u:{}@h/d", secret_);
        case 3: return format("postgresql://h/d?user=u&password={}&x=1", secret_);
        default: return format("host=h pasword={}", secret_);
        }
    }

    std::string filled(std::string statement) {
        for (auto at = statement.find('@'); at != std::string::npos; at = statement.find('@'))
            statement.replace(at, 1, literal(secret_));
        for (auto at = statement.find('#'); at != std::string::npos; at = statement.find('#'))
            statement.replace(at, 1, literal(connection()));
        return statement;
    }

    void expect_silent(const std::string& model) {
        for (const auto& command :
             std::vector<Arguments>{{"resetdb"}, {"check", "--server", "--json"}}) {
            const auto ended = run_pgslate(command);
            const auto said = ended.out + ended.err;
            EXPECT_EQ(count_of(secret_.substr(1), said), 0U)
                << "PGSLATE_TEST_SEED=" << seed_ << "\n"
                << model << "\n"
                << said;
        }
    }

    const unsigned seed_ = seed();
    std::mt19937 random_{seed_};
    std::string secret_;
};

TEST_F(RandomSecrets, AreNeverSaid) {
    for (const auto* statement : statements) {
        secret_ =
            one_of("abcdefghijklmnopqrstuvwxyz", 1) + one_of("abcdefghkmnprstuvwz0123456789", 11);
        const auto model = filled(statement);
        this->model("a.sql", model);
        expect_silent(model);
    }
}

TEST_F(RandomSecrets, InTomlAreNeverSaid) {
    for (const std::string text :
         {"[role.r]\npassword = \"@\"\n", "[role.r]\npassword = '''@'''\n",
          "[view.v]\nquery = \"select * from no_such('password=@')\"\n",
          "[view.v]\nquery = '''\nselect *\nfrom no_such($$postgresql://u:@@h$$) '''\n",
          "[table.t.columns]\na = { type = \"int\", default = \"no_such('password=@')\" }\n",
          "[table.t.columns]\na = { type = \"int\", defalt = \"f('password=@')\" }\n",
          "[tabel.t]\nsecret = \"@\"\n", "[role.r]\npassword = @\n",
          "[role.r]\npassword = \"@\n"}) {
        secret_ =
            one_of("abcdefghijklmnopqrstuvwxyz", 1) + one_of("abcdefghkmnprstuvwz0123456789", 11);
        auto model = text;
        model.replace(model.find('@'), 1, secret_);
        this->model("a.toml", model);
        expect_silent(model);
    }
}

} // namespace
} // namespace pgslate::testing
