// Values of domains inside of others.
#pragma once

#include "plan/draft.hpp"

#include <optional>

namespace pgslate::plan {

/// The domain that a new one has to take the place of: the server looks at no value of it inside of
/// arrays, rows and ranges, and so lets it have nothing that those would have to be held to.
std::optional<catalog::Identity> domain_to_replace(const Draft& draft,
                                                   const Difference& difference);

} // namespace pgslate::plan
