#pragma once

#include "config/environment.hpp"
#include "config/keywords.hpp"
#include "config/setting.hpp"

namespace pgslate::config {

/// Throws if a connection keyword that takes one of a few words has another value: in `keywords`,
/// which `origin` gave, or, where they don't say it, in libpq's variable for it. libpq finds that
/// out only when it connects, and then it looks like a server that is not there.
void check_choices(const Keywords& keywords, const Origin& origin, const Environment& environment);

} // namespace pgslate::config
