// Loading again what was dumped, in every way there is.
#pragma once

#include "support/program_test.hpp"

#include <string>
#include <vector>

namespace pgslate::testing {

/// `text` with `to` wherever `from` stands in it.
std::string replaced(std::string text, const std::string& from, const std::string& to);

/// Drops what a role owns and may do in these databases, so that it can be dropped.
void drop_owned(const std::string& role, const std::vector<std::string>& databases);

class LoadingTest : public ProgramTest {
  protected:
    /// Expects that what dump and sql write of this database makes the same again, as pg_dump sees
    /// it: by resetdb from a folder of models (then the target is there), and by psql.
    void expect_same_in_every_way(const std::string& database) const;

  private:
    void expect_same_by_psql(const std::string& what, const std::string& script,
                             const std::string& wanted) const;
};

} // namespace pgslate::testing
