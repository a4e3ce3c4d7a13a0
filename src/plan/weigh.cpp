#include "plan/weigh.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Extents;
using catalog::Identity;

// Less is read and written while nobody notices.
constexpr std::int64_t noticeable_bytes = std::int64_t{8} * 1024 * 1024;

bool is_about_rows(const Step& step) {
    return step.risks.contains(Risk::data_loss) || step.risks.contains(Risk::rewrite)
           || step.risks.contains(Risk::scan) || step.risks.contains(Risk::may_fail);
}

bool is_empty(const Step& step, const Extents& extents) {
    return !step.rows_of.empty()
           && std::ranges::all_of(step.rows_of, [&](const Identity& relation) {
                  const auto found = extents.find(relation);
                  return found != extents.end() && found->second.empty;
              });
}

void forget_rows(Step& step) {
    for (const auto risk : {Risk::rewrite, Risk::scan, Risk::may_fail}) step.risks.remove(risk);
    if (step.beyond_rows || !step.loses_data()) return;
    step.spares_rows = true;
    step.risks.remove(Risk::data_loss);
    step.risks.remove(Risk::no_undo);
}

void measure(Step& step, const Extents& extents) {
    for (const auto& relation : step.rows_of)
        if (const auto found = extents.find(relation); found != extents.end())
            step.bytes += found->second.bytes;
}

void mark_waiting(Plan& plan) {
    std::int64_t bytes = 0; // from this step on
    std::for_each(plan.steps.rbegin(), plan.steps.rend(), [&](Step& step) {
        bytes += step.bytes;
        if (bytes < noticeable_bytes) return;
        for (const auto& lock : step.locks) {
            if (blocks_reads(lock.mode)) step.risks.add(Risk::blocks_reads);
            if (blocks_writes(lock.mode)) step.risks.add(Risk::blocks_writes);
        }
    });
}

} // namespace

std::vector<Identity> taken_for_empty(const Plan& plan) {
    std::set<Identity> relations;
    for (const auto& step : plan.steps)
        if (step.spares_rows) relations.insert(step.rows_of.begin(), step.rows_of.end());
    return {relations.begin(), relations.end()};
}

void take_for_filled(Plan& plan, const std::vector<Identity>& tables) {
    for (auto& step : plan.steps)
        if (step.spares_rows
            && std::ranges::find_first_of(step.rows_of, tables) != step.rows_of.end())
            step.risks.add(Risks{Risk::data_loss, Risk::no_undo});
}

std::vector<Identity> to_be_weighed(const Plan& plan) {
    std::set<Identity> relations;
    for (const auto& step : plan.steps)
        if (is_about_rows(step)) relations.insert(step.rows_of.begin(), step.rows_of.end());
    return {relations.begin(), relations.end()};
}

void weigh(Plan& plan, const Extents& extents) {
    for (auto& step : plan.steps) {
        if (is_empty(step, extents)) forget_rows(step);
        if (step.risks.contains(Risk::rewrite) || step.risks.contains(Risk::scan))
            measure(step, extents);
    }
    mark_waiting(plan);
}

} // namespace pgslate::plan
