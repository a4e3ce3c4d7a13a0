// Secrets in what is dumped: left out, said so, and never created as they stand in their place.
#include "base/files.hpp"
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <filesystem>
#include <sys/stat.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

class DumpSecrets : public ProgramTest {
  protected:
    DumpSecrets() {
        model("a.sql",
              "create foreign data wrapper w options (api_key 'g1heim');\n"
              "create server s foreign data wrapper w "
              "options (host 'h', url 'postgresql://u:g2heim@h/d', password_required 'false');\n"
              "create user mapping for public server s "
              "options (\"user\" 'u', password 'g3heim''s', sslkey '/key');\n"
              "create foreign table f (a int options (token 'g4heim')) server s "
              "options (secret E'g5\\\\heim', file '/f');\n"
              "create publication p;\n"
              "create subscription \"s\n; drop table x\" "
              "connection 'host=h password=''g6heim x'' user=u' publication p "
              "with (connect = false, slot_name = none);\n");
        EXPECT_EQ(run_pgslate({"create"}).status, 0);
    }
    ~DumpSecrets() override { run_sql("drop subscription \"s\n; drop table x\"", name()); }
    DumpSecrets(const DumpSecrets&) = delete;
    DumpSecrets& operator=(const DumpSecrets&) = delete;

    std::string dumped(Arguments more) const {
        more.insert(more.begin(), "dump");
        const auto ended = run_pgslate(more);
        EXPECT_EQ(ended.status, 0) << ended.err;
        EXPECT_EQ(count_of("heim", ended.err), 0U) << ended.err;
        return ended.out;
    }
    std::string file(const fs::path& name) const {
        return read_file(project_.path() / name, ExitStatus::failed);
    }
};

TEST_F(DumpSecrets, ThatMayStandElsewhereAreNamedByTheirPlace) {
    run_sql("create function reach() returns void language plpgsql as "
            "$$begin\nperform dblink('host=h password=g7heim'); end$$",
            name());
    run_sql("create table t (a text default 'postgresql://u:g8heim@h')", name());
    run_sql("comment on table t is 'password: g9heim'", name());
    const auto written = run_pgslate({"dump", "--output", "out"});
    EXPECT_EQ(count_of("warning: what may be a secret is written as it is: ", written.err), 1U);
    EXPECT_EQ(count_of("out/public/reach.sql:", written.err), 1U) << written.err;
    EXPECT_EQ(count_of(", out/public/t.toml:", written.err), 1U) << written.err;
    EXPECT_EQ(count_of("written as it is: line ", run_pgslate({"dump"}).err), 1U);
    EXPECT_EQ(count_of("what may be", run_pgslate({"dump", "--secrets"}).err), 0U);
}

TEST_F(DumpSecrets, AreLeftOutAndNamedAtTheTop) {
    const auto script = dumped({});
    EXPECT_EQ(count_of("heim", script), 0U) << script;
    for (const auto* part :
         {"api_key '********'", "'postgresql://u:********@h/d'", "password '********'",
          "token '********'", "secret '********'", "host=h password=''********'' user=u",
          "password_required 'false'", "\"user\" 'u'", "sslkey '/key'"})
        EXPECT_EQ(count_of(part, script), 1U) << part << "\n" << script;
    EXPECT_TRUE(script.starts_with("-- '********' stands for a secret: ")) << script;
    EXPECT_EQ(count_of("\n-- '********' stands for a secret: ", "\n" + script), 6U) << script;
    EXPECT_EQ(count_of("\n; drop table x", script.substr(0, script.find("\n\n"))), 0U)
        << "a name can't leave the comment: " << script;
    const auto data = dumped({"--json"});
    EXPECT_TRUE(is_json(data)) << data;
    EXPECT_EQ(count_of("heim", data), 0U) << data;
    EXPECT_EQ(count_of("password of user mapping", data), 1U) << data;
}

TEST_F(DumpSecrets, AreLeftOutOfAFolderToo) {
    for (const auto* format_ : {"toml", "sql"}) {
        const auto folder = format("as_{}", format_);
        dumped({"--output", folder, "--format", format_});
        const auto text = file(fs::path(folder) / "database.sql");
        EXPECT_TRUE(text.starts_with("-- '********' stands for a secret: ")) << text;
        for (const auto& entry : fs::recursive_directory_iterator(project_.path() / folder)) {
            if (!entry.is_regular_file()) continue;
            EXPECT_EQ(count_of("heim", read_file(entry.path(), ExitStatus::failed)), 0U);
        }
    }
}

TEST_F(DumpSecrets, AreThereWhenAskedForAndForTheirOwnerOnly) {
    const auto script = dumped({"--secrets"});
    EXPECT_EQ(count_of("********", script), 0U) << script;
    for (const auto* part : {"g1heim", "g2heim", "g3heim''s", "g4heim", "g5", "g6heim x"})
        EXPECT_EQ(count_of(part, script), 1U) << part << script;
    dumped({"--secrets", "--output", "all"});
    struct stat status {};
    ASSERT_EQ(::stat((project_.path() / "all/database.sql").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(run_pgslate({"status", "--models", "all"}).status, 0);
}

TEST_F(DumpSecrets, ThatAreLeftOutAreNotCompared) {
    dumped({"--output", "models"});
    const auto same = run_pgslate({"status", "--models", "models"});
    EXPECT_EQ(same.status, 0) << same.out << same.err;
    EXPECT_EQ(count_of("not compared: secrets of user mapping", same.out), 1U) << same.out;
    run_sql("alter user mapping for public server s options (set password 'g7heim')", name());
    EXPECT_EQ(run_pgslate({"status", "--models", "models"}).status, 0);
    run_sql("alter user mapping for public server s options (set sslkey '/other')", name());
    const auto other = run_pgslate({"status", "--models", "models", "--verbose"});
    EXPECT_EQ(other.status, 2) << other.out;
    EXPECT_EQ(count_of("heim", other.out + other.err), 0U) << other.out;
}

TEST_F(DumpSecrets, ThatAreLeftOutAreNotCreated) {
    dumped({"--output", "models"});
    const FreeName other("_new");
    const auto place = [&](const Ended& ended) {
        return count_of("models/database.sql:", ended.err)
               * count_of("'********' stands for a secret that was left out", ended.err);
    };
    for (const Arguments& command :
         {Arguments{"create", "--database", other.text()},
          Arguments{"resetdb", "--database", other.text()}, Arguments{"resetdb", "--in-place"},
          Arguments{"resetdb"}, Arguments{"sql"}}) {
        auto words = command;
        words.insert(words.end(), {"--models", "models"});
        const auto ended = run_pgslate(words);
        EXPECT_EQ(ended.status, 65) << words.front() << ended.err;
        EXPECT_GE(place(ended), 1U) << ended.err;
        EXPECT_FALSE(database_exists(other.text()));
    }
    EXPECT_EQ(run_pgslate({"create", "--models", "models"}).status, 0) << "nothing is missing";
    const auto checked = run_pgslate({"check", "--models", "models"});
    EXPECT_EQ(checked.status, 0);
    EXPECT_GE(place(checked), 1U) << checked.err;
    run_sql("drop user mapping for public server s", name());
    const auto missing = run_pgslate({"create", "--models", "models"});
    EXPECT_EQ(missing.status, 65) << missing.err;
    EXPECT_GE(place(missing), 1U) << missing.err;
    EXPECT_EQ(ask_target("select count(*) from pg_user_mappings"), "0");
}

} // namespace
} // namespace pgslate::testing
