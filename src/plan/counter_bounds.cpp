#include "plan/counter_bounds.hpp"

#include "plan/made_names.hpp"
#include "plan/sequence_options.hpp"
#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

bool changes_bounds(const Difference& difference) {
    if (difference.kind != Difference::Kind::different) return false;
    return std::ranges::any_of(difference.attributes, [&](const AttributeDifference& attribute) {
        return difference.id.kind == Kind::column
                   ? attribute.name == "identity_options"
                   : difference.id.kind == Kind::sequence
                         && (attribute.name == "options" || attribute.name == "type");
    });
}

sql::QualifiedName name_of(const Fact& live) {
    const auto names = live.id.kind == Kind::sequence ? live.id.names.list() : sequence_of(live);
    return {names.at(0), names.at(1)};
}

Bounds bounds(const Fact& declared) {
    const auto* options = declared.id.kind == Kind::sequence ? "options" : "identity_options";
    return bounds_of(declared.list(options), declared.text("type"));
}

} // namespace

std::vector<NewBounds> new_bounds(const std::vector<Difference>& differences,
                                  const catalog::Catalog& declared, const catalog::Catalog& live) {
    std::vector<NewBounds> result;
    for (const auto& difference : differences) {
        if (!changes_bounds(difference)) continue;
        const auto& before = *live.find(difference.id);
        const auto& after = *declared.find(difference.id);
        if (before.id.kind == Kind::column && !(before.has("identity") && after.has("identity")))
            continue;
        const auto [least, greatest] = bounds(after);
        result.push_back(
            {difference.id, text("SELECT pg_catalog.count(*), pg_catalog.min(last_value) FROM {} "
                                 "WHERE last_value NOT BETWEEN {} AND {}",
                                 name_of(before), least, greatest)});
    }
    return result;
}

} // namespace pgslate::plan
