// What the tests of the binary share: a project folder, a target on the test server, and the
// promise that nothing stays behind.
#pragma once

#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::testing {

/// The name of a database that is not there yet; it is dropped at the end of the scope.
class FreeName {
  public:
    explicit FreeName(const std::string& suffix = "") : name_(unique_name(suffix)) {}
    ~FreeName();
    FreeName(const FreeName&) = delete;
    FreeName& operator=(const FreeName&) = delete;

    const std::string& text() const { return name_; }

  private:
    std::string name_;
};

/// A role that may log in; at the end of the scope it is dropped with the databases it owns.
class LoginRole {
  public:
    /// `options` stand behind CREATE ROLE, for instance `createdb`.
    explicit LoginRole(const std::string& password, const std::string& options = "",
                       const std::string& suffix = "");
    ~LoginRole();
    LoginRole(const LoginRole&) = delete;
    LoginRole& operator=(const LoginRole&) = delete;

    const std::string& name() const { return name_; }

  private:
    std::string name_;
};

/// Runs one statement as superuser.
void run_sql(const std::string& statement, const std::string& database = "postgres");
/// Expects that the scratch databases that are there now are gone soon: other tests may have theirs
/// for a moment.
void expect_that_no_scratch_database_stays();
/// The first value of the first row, as superuser; "NULL" and "no row" are said in words.
std::string ask(const std::string& question, const std::string& database = "postgres");
bool database_exists(const std::string& name);

/// One of PostgreSQL's programs, such as pg_dump, as superuser of the test server.
Program server_program(const std::string& name, std::vector<std::string> arguments);

/// A foreign server whose user mapping has this password, as a .sql model.
std::string mapping_with(const std::string& password);

/// How often `part` occurs in `text`.
std::size_t count_of(std::string_view part, std::string_view text);

/// A project folder, and a database name as its target. `schemas` is empty at first.
class ProgramTest : public ::testing::Test {
  protected:
    /// The four variables, over TCP with a password.
    Variables target() const;

    /// pgslate with the target's variables in the project folder.
    Program pgslate(std::vector<std::string> arguments) const;
    Ended run_pgslate(std::vector<std::string> arguments) const;

    void model(const std::string& name, const std::string& text) const;
    /// The database from this text, which is `model.sql` from then on.
    void make(const std::string& sql) const;
    std::string ask_target(const std::string& question) const { return ask(question, name()); }
    const std::string& name() const { return name_.text(); }

    FreeName name_;
    TemporaryFolder project_;
};

} // namespace pgslate::testing
