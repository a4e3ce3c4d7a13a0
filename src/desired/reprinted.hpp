// Expressions that PostgreSQL prints otherwise once they were read back from its own text, as
// `x IN ('a', 'b')` of a varchar: not what anybody has changed.
#pragma once

#include "desired/canonical.hpp"
#include "plan/difference.hpp"

#include <optional>
#include <vector>

namespace pgslate::desired {

/// Both sides as they are printed after a reload; nothing where that could not be found out.
struct Reprints {
    std::optional<catalog::Catalog> live;
    std::optional<catalog::Catalog> declared;
};

/// Is one of the differences of that sort, as far as its text tells?
bool may_be_reprints(const std::vector<plan::Difference>& differences);

/// What a database contains, dumped into a scratch database and read back; nothing if the server
/// does not take it. Throws Error when a signal has come.
std::optional<catalog::Catalog> reload(const Request& request, const database::Server& server);

/// The same of what has these differences, or what was kept of the last time they were met.
std::optional<catalog::Catalog> reload_once(const Request& request, const database::Server& server,
                                            const Fingerprint& fingerprint,
                                            const std::vector<plan::Difference>& differences);

/// Takes out what is no difference after a reload.
void forget_reprints(std::vector<plan::Difference>& differences, const Reprints& reprints);

} // namespace pgslate::desired
