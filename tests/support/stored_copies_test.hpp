// For tests of what is kept for the next reset: a template of what models have made, and spares.
#pragma once

#include "support/own_server_test.hpp"

#include <string>
#include <vector>

namespace pgslate::testing {

/// The models make table a with a row. What a test leaves is dropped with the target.
class StoredCopiesTest : public OwnServerTest {
  protected:
    // What it does in template1 is a change of that, whenever it does it.
    static void SetUpTestSuite();
    StoredCopiesTest();
    void SetUp() override;
    ~StoredCopiesTest() override;
    StoredCopiesTest(const StoredCopiesTest&) = delete;
    StoredCopiesTest& operator=(const StoredCopiesTest&) = delete;
    StoredCopiesTest(StoredCopiesTest&&) = delete;
    StoredCopiesTest& operator=(StoredCopiesTest&&) = delete;

    /// Resets, and tells where what is in the new database comes from, if it is what the models
    /// say: models, template or spare.
    std::string source(std::vector<std::string> options = {"--template-cache"}) const;

    /// Of databases with names such as pgslate_tpl_: how many are finished, and what they are
    /// called ("no row": there is none). `what` may be several: "old|new".
    static std::string count(const std::string& what);
    static std::string stocked(const std::string& what);
    static void wait_until(const std::string& what, const std::string& number);
    /// Until no program of ours is left on the server, also none that nobody waits for.
    static void wait_until_alone();

    /// Changes one of them by hand, and as though nobody had been there.
    static void plant(const std::string& database);
    /// "1" if the target has what was planted.
    std::string planted() const;
};

} // namespace pgslate::testing
