// What somebody may do by hand to the fixture with something of every kind.
#pragma once

#include <string>
#include <vector>

namespace pgslate::testing {

/// A line of tests/fixtures/changes.txt.
struct ChangeByHand {
    std::string sql;
    std::string seen; ///< what `status` then tells: "different table app.t: unlogged; ..."
};

/// Those for a server of this version (150012), or all.
std::vector<ChangeByHand> changes_for(int version);
std::vector<ChangeByHand> all_changes();

} // namespace pgslate::testing
