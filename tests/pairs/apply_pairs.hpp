// Two states of a database, and what is to be the same in both.
#pragma once

#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace pgslate::testing {

struct Pair {
    const char* name;
    const char* a;
    const char* b;
    const char* kept = nullptr; ///< a question whose answer stays the same on the way to B and back
    int since = 0;              ///< the first PostgreSQL that has what they are about
};

inline void PrintTo(const Pair& pair, std::ostream* stream) {
    *stream << pair.name;
}

/// The database is made from one text, and the models are the other.
class ApplyPairs : public ProgramTest, public ::testing::WithParamInterface<Pair> {
  protected:
    void expect_way_to(const std::string& wanted) {
        model("model.sql", wanted);
        const auto before = answer();
        const auto applied = run_pgslate({"apply", "--allow", "data-loss"});
        EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
        const auto plan = run_pgslate({"plan"});
        EXPECT_EQ(plan.status, 0) << plan.out;
        EXPECT_EQ(count_of("Nothing to do.", plan.out), 1U) << plan.out;
        const auto status = run_pgslate({"status"});
        EXPECT_TRUE(status.status == 0 || count_of("column order", status.out) > 0) << status.out;
        EXPECT_EQ(answer(), before);
    }

  private:
    std::string answer() const {
        return GetParam().kept == nullptr ? "" : ask_target(GetParam().kept);
    }
};

} // namespace pgslate::testing
