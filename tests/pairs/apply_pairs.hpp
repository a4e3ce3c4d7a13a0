// Two states of a database, and what is to be the same in both.
#pragma once

#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace pgslate::testing {

struct Pair {
    const char* name;
    const char* a;
    const char* b;
    const char* kept = nullptr; ///< a question whose answer stays the same on the way to B and back
    int since = 0;              ///< the first PostgreSQL that has what they are about
    bool alone = false;         ///< about something that a database has but once, such as `public`
};

/// Pairs that share one database, each in a schema of its own, because most of the time of a pair
/// is that of the programs and databases it needs.
using Pairs = std::vector<Pair>;

inline void PrintTo(const Pairs& pairs, std::ostream* stream) {
    for (const auto& pair : pairs) *stream << pair.name << ' ';
}

/// About as many at a time as can be, and those that want to be alone by themselves.
std::vector<Pairs> dealt(const Pairs& pairs);

/// The first of them, for the name of a test.
std::string name_of(const ::testing::TestParamInfo<Pairs>& info);

/// The database is made from the texts of one side, and the models are those of the other.
class ApplyPairs : public ProgramTest, public ::testing::WithParamInterface<Pairs> {
  protected:
    /// Both ways; what goes wrong is tried again pair by pair, so that it is known whose it is.
    void expect_both_ways(const Pairs& pairs);

  private:
    std::string problem_of(const Pairs& pairs);
    std::string problem_between(const Pairs& pairs, const char* Pair::*from, const char* Pair::*to);
    std::string problem_on_the_way(const Pairs& pairs);
    void declare(const Pairs& pairs, const char* Pair::*side) const;
    std::string answers(const Pairs& pairs) const;
};

} // namespace pgslate::testing
