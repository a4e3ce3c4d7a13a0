// A plan in a few numbers.
#pragma once

#include "plan/plan.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace pgslate::plan {

/// What becomes of an object; what is a part of it is none of its own.
enum class Fate { created, altered, made_again, dropped };
/// "created", "made again".
std::string_view to_string(Fate fate);

/// The strongest lock that makes others wait, from the step that takes it until all is done.
struct LongestLock {
    Lock lock;
    std::int64_t bytes_read = 0;
    std::int64_t bytes_written = 0;
};

struct Summary {
    std::map<std::pair<catalog::Kind, Fate>, std::size_t> objects;
    std::size_t indexes_built = 0; ///< over rows that are there, those of keys too
    std::int64_t bytes_indexed = 0;
    std::int64_t bytes_rewritten = 0;
    std::set<catalog::Identity> lost;       ///< with their data
    std::set<catalog::Identity> grant_more; ///< than before
    std::optional<LongestLock> longest;     ///< nothing: nobody has to wait
};

/// Of a plan that is weighed.
Summary summary_of(const Plan& plan);

} // namespace pgslate::plan
