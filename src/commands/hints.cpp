#include "commands/hints.hpp"

#include "base/format.hpp"
#include "base/shell.hpp"

namespace pgslate::commands {
namespace {

std::string reason(const plan::Unused& unused) {
    auto name = to_string(unused.declared);
    switch (unused.why) {
    case plan::Unused::Why::done:
        return format("nothing is called {} any more: {} is there", unused.was, name);
    case plan::Unused::Why::nothing: return format("{} was {}: neither is there", name, unused.was);
    case plan::Unused::Why::both:
        return format("{} was {}: both are there, so nothing is renamed", name, unused.was);
    }
    return name;
}

std::string advice(plan::Unused::Why why) {
    switch (why) {
    case plan::Unused::Why::done: return "The 'was' can go.";
    case plan::Unused::Why::nothing: return "It is made; the 'was' can go.";
    case plan::Unused::Why::both:
        return "If they are two things, the 'was' can go; if the new one is to go, drop it. What "
               "an "
               "exchange has done already can't be told where both are alike: `--rename` says that "
               "it is to be done.";
    }
    return {};
}

} // namespace

Problem problem_of(const plan::Unused& unused) {
    Problem problem{.message = reason(unused), .place = unused.place};
    if (unused.place.known()) problem.hints = {advice(unused.why)};
    return problem;
}

std::vector<Problem> followed(const catalog::Hints& hints, const catalog::Catalog& declared,
                              const catalog::Catalog& live) {
    std::vector<Problem> problems;
    const auto add = [&](const catalog::Identity& id, const Place& place, std::string_view why) {
        problems.push_back({.message = format("{} {}", to_string(id), why), .place = place});
    };
    for (const auto& [id, hint] : hints) {
        const auto* now = declared.find(id);
        const auto* before = live.find(id);
        if (now == nullptr || before == nullptr) continue;
        if (hint.fill && before->has("not_null"))
            add(id, hint.place, "holds no NULL: 'fill' can go");
        if (hint.using_ && before->text("type") == now->text("type"))
            add(id, hint.place, "has its type: 'using' can go");
    }
    return problems;
}

std::string in_words(const plan::Proposal& proposal) {
    return format("If {} is to become {}, say so: --rename {}, or was = \"{}\" in the model.",
                  to_string(proposal.live), to_string(proposal.declared),
                  shell_quoted(plan::rename_of(proposal)), plan::was_of(proposal));
}

void warn_of_doubt(const std::vector<plan::Unused>& unused,
                   const std::function<void(const Problem&)>& warn) {
    for (const auto& one : unused)
        if (one.why == plan::Unused::Why::both || !one.place.known()) warn(problem_of(one));
}

} // namespace pgslate::commands
