#include "plan/copied_order.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;
using Number = std::ptrdiff_t; // of a step; how many there are stands for none

template <typename IsIt>
Number first_step(const Plan& plan, IsIt is_it) {
    return std::ranges::find_if(plan.steps, is_it) - plan.steps.begin();
}

Number number_of_sql(const Plan& plan, const Alteration& alteration) {
    return first_step(plan,
                      [&](const Step& step) { return step.sql.sql() == alteration.sql.sql(); });
}

bool drops_partition_before(const Plan& plan, Number end, const CopiedRows& rows) {
    return std::any_of(plan.steps.begin(), plan.steps.begin() + end, [&](const Step& step) {
        return std::ranges::any_of(step.drops, [&](const Identity& id) {
            return id.kind == Kind::table && std::ranges::count(rows.partitions, id) > 0;
        });
    });
}

// Where two steps each want to be the first, the order is none that keeps rows.
bool keeps_rows(const Plan& plan, const Identity& table, const CopiedRows& rows) {
    const auto aside = number_of_sql(plan, rows.stepping_aside.back());
    const auto made = first_step(
        plan, [&](const Step& step) { return std::ranges::count(step.creates, table) > 0; });
    const auto copied = number_of_sql(plan, rows.copying.front());
    const auto dropped = first_step(
        plan, [&](const Step& step) { return std::ranges::count(step.drops, table) > 0; });
    const auto end = static_cast<Number>(plan.steps.size());
    return aside < made && made < copied && copied < dropped && dropped < end
           && !drops_partition_before(plan, copied, rows);
}

} // namespace

void check_order(const Plan& plan, const Identity& table, const CopiedRows& rows) {
    if (keeps_rows(plan, table, rows)) return;
    throw Error(ExitStatus::failed,
                format("no order of the steps was found that keeps the rows of {}; nothing was "
                       "changed",
                       to_string(table)),
                {"Apply what else changes in the models first, and this by itself."});
}

} // namespace pgslate::plan
