#include "live/dependents_outside.hpp"

#include "base/format.hpp"
#include "embedded/dependents_outside.hpp"
#include "live/text_array.hpp"

#include <algorithm>
#include <set>

namespace pgslate::live {
namespace {

Dependent dependent_of(const postgres::Row& row) {
    return {.object = {.type = row.at(4).value_or(""), .identity = row.at(5).value_or("")},
            .address = row.at(0).value_or(""),
            .column = static_cast<int>(row.number(1)),
            .holds_data = row.at(2) == "t",
            .owner = row.at(3)};
}

// By which it is known again.
std::string key(const Dependent& one) {
    if (one.holds_data) return format("{}.{}", one.address, one.column);
    return format("{} {}", one.object.type, one.object.identity);
}

} // namespace

void ask_dependents_outside(postgres::Together& together, const std::vector<std::string>& schemas,
                            std::vector<Dependent>& result) {
    together.add(question_about(embedded::dependents_outside, schemas),
                 [&result](const std::vector<postgres::Row>& rows) {
                     result.clear();
                     for (const auto& row : rows) result.push_back(dependent_of(row));
                 });
}

std::vector<Dependent> lost(const std::vector<Dependent>& before,
                            const std::vector<Dependent>& after) {
    std::set<std::string> there;
    for (const auto& one : after) there.insert(key(one));
    std::vector<Dependent> gone;
    std::ranges::copy_if(before, std::back_inserter(gone),
                         [&](const Dependent& one) { return !there.contains(key(one)); });
    std::set<std::string> whole;
    for (const auto& one : gone)
        if (one.column == 0) whole.insert(one.address);
    std::erase_if(gone, [&](const Dependent& one) {
        return one.column != 0
                   ? whole.contains(one.address)
                   : one.owner && *one.owner != one.address && whole.contains(*one.owner);
    });
    return gone;
}

} // namespace pgslate::live
