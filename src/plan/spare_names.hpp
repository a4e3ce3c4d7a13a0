// What is called otherwise for a while.
#pragma once

#include "catalog/catalog.hpp"

#include <map>
#include <string>

namespace pgslate::plan {

/// Names that nothing has, before or afterwards. Both catalogs have to live as long.
class SpareNames {
  public:
    SpareNames(const catalog::Catalog& live, const catalog::Catalog& target)
        : live_(live), target_(target) {}

    /// `stem_1`, `stem_2` and so on: in this schema nothing begins with it.
    std::string next(const std::string& stem, const std::string& schema);

  private:
    const catalog::Catalog& live_;
    const catalog::Catalog& target_;
    std::map<std::string, int> last_; // by the stem
};

} // namespace pgslate::plan
