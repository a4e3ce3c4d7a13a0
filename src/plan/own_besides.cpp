#include "plan/own_besides.hpp"

#include "plan/apart.hpp"
#include "plan/columns_of.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

bool may_be_own_besides(const Difference& difference, const Catalog& declared) {
    if (difference.kind != Difference::Kind::undeclared || difference.id.kind != Kind::column)
        return false;
    const auto* table = difference.parent ? declared.find(*difference.parent) : nullptr;
    return table != nullptr && table->has("inherits")
           && has_from_whole(declared, *table, difference.id.name());
}

} // namespace

void forget_own_besides(std::vector<Difference>& differences, const Catalog& declared,
                        const Catalog& live) {
    std::set<Identity> tables;
    for (const auto& difference : differences)
        if (may_be_own_besides(difference, declared)) tables.insert(*difference.parent);
    if (tables.empty()) return;
    const auto apart = differences_apart(before_put_in(declared, live, {}),
                                         taken_out(live, declared, {}), {}, tables);
    std::erase_if(differences, [&](const Difference& difference) {
        return may_be_own_besides(difference, declared)
               && std::ranges::none_of(
                   apart, [&](const Difference& one) { return one.id == difference.id; });
    });
}

} // namespace pgslate::plan
