#include "plan/namesakes.hpp"

namespace pgslate::plan {

using catalog::Identity;
using catalog::Kind;

std::vector<Identity> namesakes(const Identity& id) {
    std::vector<Identity> all = {id};
    if (!is_type(id.kind)) return all;
    for (const auto kind :
         {Kind::enum_type, Kind::domain, Kind::composite_type, Kind::range_type, Kind::base_type})
        if (kind != id.kind) all.push_back({kind, id.names, {}});
    return all;
}

} // namespace pgslate::plan
