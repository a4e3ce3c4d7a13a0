// For tests of `resetdb --in-place` where everything is there already. On a server of its own,
// because others make roles.
#pragma once

#include "support/own_server_test.hpp"

#include <string>
#include <vector>

namespace pgslate::testing {

/// The target is there, empty, and has a cache of its own.
class ResetRowsTest : public OwnServerTest {
  protected:
    ResetRowsTest();
    ~ResetRowsTest() override;
    ResetRowsTest(const ResetRowsTest&) = delete;
    ResetRowsTest& operator=(const ResetRowsTest&) = delete;
    ResetRowsTest(ResetRowsTest&&) = delete;
    ResetRowsTest& operator=(ResetRowsTest&&) = delete;

    void target_sql(const std::string& statement) const { execute({statement}, name()); }
    std::string ask_target(const std::string& question) const { return ask_own(question, name()); }

    /// `resetdb --in-place --yes`, and more.
    Program program(std::vector<std::string> more = {}) const;

    /// It resets, and says that it built everything, or that only rows went.
    void expect_rebuilt() const { expect_reset(false); }
    void expect_rows_only() const { expect_reset(true); }
    void expect_reset(bool only_rows) const;
};

} // namespace pgslate::testing
