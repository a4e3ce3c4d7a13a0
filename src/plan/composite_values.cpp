#include "plan/composite_values.hpp"

#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {

using catalog::Fact;
using catalog::Identity;
using sql::text;
using Attributes = std::vector<const Fact*>;

Attributes attributes_of(const catalog::Index& index, const Identity& type) {
    Attributes attributes;
    for (const auto* part : index.parts_of(type))
        if (part->id.kind == catalog::Kind::attribute) attributes.push_back(part);
    std::ranges::sort(attributes, {}, &Fact::order);
    return attributes;
}

bool have_same_places(const Attributes& one, const Attributes& other) {
    return std::ranges::equal(
        one, other, [](const Fact* a, const Fact* b) { return a->id.name() == b->id.name(); });
}

// IS NULL would also be true of a row of nothing but nulls (manual, "Comparison Functions and
// Operators").
sql::Text by_attribute(const Fact& column, const Attributes& before, const Attributes& after,
                       const Identity& type) {
    std::vector<sql::Text> values;
    values.reserve(after.size());
    for (const auto* attribute : after) {
        const auto has_it = std::ranges::any_of(
            before, [&](const Fact* old) { return old->id.name() == attribute->id.name(); });
        values.push_back(has_it ? text("({}).{}", own_name(column), own_name(*attribute))
                                : text("NULL"));
    }
    return text("CASE WHEN {} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW({})::{} END",
                own_name(column), joined(values, ", "), qualified(type));
}

} // namespace pgslate::plan
