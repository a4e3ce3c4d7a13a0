// Why a step is needed.
#pragma once

#include "base/place.hpp"
#include "plan/alteration.hpp"
#include "plan/difference.hpp"

#include <map>
#include <optional>
#include <vector>

namespace pgslate::plan {

struct Changes;

/// Either something differs, or another object is made again or altered that this one needs, or
/// belongs to.
struct Reason {
    Difference difference;                    ///< of `different`: only what the step is about
    std::optional<catalog::Identity> because; ///< that other object; then nothing differs
    Place place;                              ///< where the models say it; unknown if they don't
};

/// Finds the reasons for what is done. All that it is given has to live as long.
class Reasons {
  public:
    Reasons(const Changes& changes, const catalog::Catalog& live,
            const std::vector<Difference>& differences);

    /// Why something is created or dropped.
    Reason of(const catalog::Identity& id) const;
    /// Why something is altered so: which of its attributes differ.
    Reason of(const catalog::Identity& id, const Alteration& alteration) const;

  private:
    Reason caused(const catalog::Identity& id) const;
    bool is_changed(const catalog::Identity& id) const;
    std::optional<catalog::Identity> cause_of(const catalog::Identity& id) const;

    const Changes& changes_;
    const catalog::Catalog& live_;
    std::map<catalog::Identity, const Difference*> differences_;
    std::map<catalog::Identity, std::vector<catalog::Identity>> needs_;
};

} // namespace pgslate::plan
