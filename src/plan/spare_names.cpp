#include "plan/spare_names.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

bool is_begun_with(const catalog::Catalog& catalog, const std::string& schema,
                   const std::string& name) {
    return std::ranges::any_of(catalog.facts, [&](const auto& entry) {
        const auto& names = entry.first.names;
        return names.size() > 1 && names.front() == schema && names.back().starts_with(name);
    });
}

} // namespace

std::string SpareNames::next(const std::string& stem, const std::string& schema) {
    while (true) {
        auto name = format("{}_{}", stem, ++last_[stem]);
        if (!is_begun_with(live_, schema, name) && !is_begun_with(target_, schema, name))
            return name;
    }
}

} // namespace pgslate::plan
