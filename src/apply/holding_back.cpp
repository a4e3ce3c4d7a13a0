#include "apply/holding_back.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>

namespace pgslate::apply {
namespace {

std::string_view file_of(const plan::Step& step) {
    return step.origins.front().place.file.text();
}

} // namespace

Steps steps_of(const Failures& failures) {
    Steps steps;
    steps.reserve(failures.size());
    for (const auto& failure : failures) steps.push_back(failure.step);
    std::ranges::sort(steps);
    return steps;
}

bool HoldingBack::makes_progress(const Steps& steps, const Failures& failures) {
    const bool some_wait = std::ranges::any_of(failures, &Failure::waits);
    const bool progress = failures.size() < steps.size();
    is_on_ = progress || !some_wait;
    return progress || some_wait;
}

void HoldingBack::hold_back(Steps& steps, std::size_t from, Failures& failures,
                            std::size_t known) const {
    if (!is_on_) return;
    std::set<std::string_view> files;
    for (const auto& failure : std::span(failures).subspan(known))
        if (const auto& step = plan_.steps[failure.step]; step.changes_data)
            files.insert(file_of(step));
    if (files.empty()) return;
    const auto waits = [&](std::size_t step) {
        return plan_.steps[step].changes_data && files.contains(file_of(plan_.steps[step]));
    };
    const auto rest = steps.begin() + static_cast<std::ptrdiff_t>(from);
    for (auto step = rest; step != steps.end(); ++step)
        if (waits(*step)) failures.push_back({.step = *step, .waits = true});
    steps.erase(std::remove_if(rest, steps.end(), waits), steps.end());
}

} // namespace pgslate::apply
