#include "plan/requirement.hpp"

#include "plan/requiring.hpp"

#include <algorithm>
#include <optional>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;

// Is it looked at whether rows are so? What is only made again has been so before.
bool is_looked_at(const Difference& difference, const Fact& declared, const Changes& changes) {
    if (difference.kind == Difference::Kind::missing) return true;
    if (difference.kind != Difference::Kind::different) return false;
    const auto gets = [&](std::string_view name, bool there) {
        return std::ranges::any_of(difference.attributes, [&](const auto& attribute) {
            return attribute.name == name && attribute.declared.has_value() == there;
        });
    };
    if (declared.id.kind == Kind::column || declared.id.kind == Kind::domain)
        return gets("not_null", true);
    if (declared.id.kind == Kind::enum_type) return gets("labels", true);
    return changes.created.contains(declared.id) || gets("not_valid", false)
           || gets("not_enforced", false);
}

} // namespace

std::vector<Requirement> requirements(const Catalog& declared, const Renamed& live,
                                      const Changes& changes,
                                      const std::vector<Difference>& differences,
                                      const std::vector<Conversion>& conversions) {
    std::vector<Requirement> result;
    std::optional<Requiring> requiring; // takes its time, and often nothing is required
    for (const auto& difference : differences) {
        const auto* fact = declared.find(difference.id);
        if (fact == nullptr || !is_looked_at(difference, *fact, changes)) continue;
        if (!requiring) requiring.emplace(declared, live, changes, differences, conversions);
        std::ranges::move(requiring->of(*fact), std::back_inserter(result));
    }
    return result;
}

} // namespace pgslate::plan
