// A database, and the ways in which its dump becomes a database again.
#pragma once

#include "support/program_test.hpp"

#include <string>

namespace pgslate::testing {

/// What pg_dump writes of a database, without the random word that newer ones put around it, and
/// with the grants in the order of their text.
std::string pg_dump(const std::string& database);

/// Tests that make a database with SQL, dump it and hold what is made of that against it.
class RoundTripTest : public ProgramTest {
  protected:
    /// Runs statements in the database that is dumped.
    void make(const std::string& sql) const { run_sql(sql, source()); }
    const std::string& source() const { return source_.name(); }

    /// What psql says when it runs a script in a new database; empty if it took all of it. The
    /// database is then like the one that was dumped, as pg_dump sees it.
    void expect_same_by_psql(const std::string& script, const std::string& way) const;
    /// By `dump` and psql, `dump --output` and `resetdb`, and `sql` and psql: the same database, in
    /// sync with the models on both sides, and the same dump.
    void expect_same_again() const;
    /// What `dump` prints.
    std::string dumped() const;

  private:
    void expect_in_sync(const std::string& database) const;

    TestDatabase source_{"_source"};
};

} // namespace pgslate::testing
