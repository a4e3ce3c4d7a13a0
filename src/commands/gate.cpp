#include "commands/gate.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "commands/hints.hpp"
#include "sql/excerpt.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

std::string in_one_line(std::string words) {
    std::ranges::replace(words, '\n', ' ');
    return words;
}

Place place_of(const plan::Step& step, const catalog::Identity& about) {
    const auto found = std::ranges::find_if(
        step.reasons, [&](const plan::Reason& reason) { return reason.difference.id == about; });
    return found == step.reasons.end() ? Place() : found->place;
}

} // namespace

bool is_allowed(const catalog::Identity& id, const Allowed& allow) {
    return std::ranges::any_of(allow, [&](const std::string& allowed) {
        return allowed == "data-loss" || allowed == to_string(id);
    });
}

// "column public.t.a: 3 values, for instance 1.2345"
std::string words_for(const plan::Found& found) {
    const std::string_view noun = found.verdict == plan::Found::Verdict::refused ? "row" : "value";
    auto words = to_string(found.about);
    if (found.count > 0)
        words += format(": {} {}{}", found.count, noun, found.count == 1 ? "" : "s");
    if (found.words)
        words += format("{}{}", found.count > 0 ? ", for instance " : ": ", *found.words);
    return in_one_line(std::move(words));
}

void refuse_loss_of(std::vector<std::string> lost, const plan::Plan& plan) {
    Problem problem;
    problem.message = "data would be lost, and nothing was changed";
    problem.notes = std::move(lost);
    problem.hints = {
        "`--allow data-loss` lets all of it go, `--allow` with one of these names that "
        "one; `pgslate plan` shows the steps."};
    for (const auto& proposal : plan.proposals) problem.hints.push_back(in_words(proposal));
    throw Error(ExitStatus::refused, std::move(problem));
}

void refuse_loss(const plan::Plan& plan, const Allowed& allow) {
    std::vector<std::string> lost;
    for (const auto& step : plan.steps) {
        if (!step.loses_data() || is_allowed(step.about.value(), allow)) continue;
        if (step.found.empty()) lost.push_back(to_string(*step.about));
        for (const auto& found : step.found) lost.push_back(words_for(found));
    }
    if (!lost.empty()) refuse_loss_of(std::move(lost), plan);
}

// What the server will refuse need not be begun.
void refuse_rows(const plan::Plan& plan) {
    std::vector<Problem> problems;
    for (const auto& step : plan.steps)
        for (const auto& found : step.found)
            if (found.verdict == plan::Found::Verdict::refused)
                problems.push_back({.message = "rows that are there are not what they have to be, "
                                               "and nothing was changed",
                                    .place = place_of(step, found.about),
                                    .notes = {words_for(found)},
                                    .hints = found.advice});
    if (!problems.empty()) throw sql::with_excerpts(Error(ExitStatus::failed, std::move(problems)));
}

void warn_of_strangers(const Allowed& allow, const plan::Plan& plan, const catalog::Catalog& live,
                       const std::function<void(const Problem&)>& warn) {
    std::vector<std::string> known = {"data-loss"};
    for (const auto& step : plan.steps)
        if (step.about) known.push_back(to_string(*step.about));
    for (const auto& allowed : allow) {
        const auto is_it = [&](const auto& entry) { return to_string(entry.first) == allowed; };
        if (std::ranges::count(known, allowed) > 0 || std::ranges::any_of(live.facts, is_it))
            continue;
        auto problem = advised(format("--allow '{}': there is nothing called so", allowed), {});
        if (const auto near = nearest(allowed, {known.begin(), known.end()}))
            problem.hints = {format("Did you mean '{}'?", *near)};
        warn(problem);
    }
}

} // namespace pgslate::commands
