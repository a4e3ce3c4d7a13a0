// dump of schemas that nobody thought of: what it writes makes the same database again.
#include "base/format.hpp"
#include "support/loading.hpp"
#include "support/random_schema.hpp"
#include "support/seed.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

// Always these, and one that is another each time.
std::vector<unsigned> seeds() {
    return {1, 2, seed()};
}

class DumpRandom : public LoadingTest, public ::testing::WithParamInterface<unsigned> {
  protected:
    Ended run_on(const std::string& database, std::vector<std::string> words) const {
        words.insert(words.begin() + 1, {"--database", database});
        auto ended = run_pgslate(words);
        EXPECT_EQ(ended.status, 0) << words.front() << ": " << ended.out << ended.err;
        return ended;
    }
};

TEST_P(DumpRandom, MakesTheSameAgain) {
    SCOPED_TRACE(format("PGSLATE_TEST_SEED={}", GetParam()));
    const TestDatabase theirs;
    auto session = theirs.session();
    for (const auto& statement : random_schema(GetParam())) {
        SCOPED_TRACE(statement);
        ASSERT_NO_THROW(session.execute(sql::Text::verbatim(statement), "making a database"));
    }
    const auto sql = run_on(theirs.name(), {"dump"}).out;
    run_on(theirs.name(), {"dump", "--output", "schemas"});
    run_on(name(), {"resetdb"});
    EXPECT_EQ(run_on(name(), {"dump"}).out, sql);
    run_on(theirs.name(), {"status"});
    run_on(name(), {"status"});
    const auto again = run_on(name(), {"dump", "--output", "schemas", "--force"});
    EXPECT_EQ(again.err, "");

    expect_same_in_every_way(theirs.name());

    model("all.sql", sql);
    run_on(name(), {"resetdb", "--models", "schemas/all.sql"});
    EXPECT_EQ(run_on(name(), {"dump"}).out, sql);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DumpRandom, ::testing::ValuesIn(seeds()));
INSTANTIATE_TEST_SUITE_P(More, DumpRandom, ::testing::Values(3U, 4U, 5U, 6U));

} // namespace
} // namespace pgslate::testing
