#include "plan/summary.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

struct Done {
    bool created = false;
    bool dropped = false;
};

Fate fate_of(const Done& done) {
    if (done.created) return done.dropped ? Fate::made_again : Fate::created;
    return done.dropped ? Fate::dropped : Fate::altered;
}

bool builds_index(const Step& step) {
    if (step.rows_of.empty() || !step.risks.contains(Risk::scan)) return false;
    return std::ranges::any_of(step.creates, [](const Identity& id) {
        return id.kind == Kind::index || id.kind == Kind::primary_key || id.kind == Kind::unique
               || id.kind == Kind::exclude;
    });
}

// An index over rows that are there is told apart.
void count_objects(const Plan& plan, Summary& summary) {
    std::map<Identity, Done> done;
    for (const auto& step : plan.steps) {
        if (!step.whole || (builds_index(step) && step.whole->kind == Kind::index)) continue;
        auto& whole = done[*step.whole];
        whole.created |= std::ranges::count(step.creates, *step.whole) > 0;
        whole.dropped |= step.doing == Step::Doing::drop && step.about == step.whole;
    }
    for (const auto& [id, what] : done) ++summary.objects[{id.kind, fate_of(what)}];
}

bool is_stronger(const Lock& lock, const std::optional<LongestLock>& than) {
    return blocks_writes(lock.mode)
           && (!than || blocks_reads(lock.mode) > blocks_reads(than->lock.mode));
}

// Whatever is locked is so until all is done: the first of the strongest locks is the longest.
void find_longest(const Plan& plan, Summary& summary) {
    for (const auto& step : plan.steps) {
        for (const auto& lock : step.locks)
            if (is_stronger(lock, summary.longest)) summary.longest = LongestLock{lock};
        if (!summary.longest) continue;
        const bool writes = step.risks.contains(Risk::rewrite);
        (writes ? summary.longest->bytes_written : summary.longest->bytes_read) += step.bytes;
    }
}

} // namespace

std::string_view to_string(Fate fate) {
    constexpr std::array<std::string_view, 4> words = {"created", "altered", "made again",
                                                       "dropped"};
    return words.at(static_cast<std::size_t>(fate));
}

Summary summary_of(const Plan& plan) {
    Summary summary;
    count_objects(plan, summary);
    find_longest(plan, summary);
    for (const auto& step : plan.steps) {
        if (builds_index(step)) {
            ++summary.indexes_built;
            summary.bytes_indexed += step.bytes;
        }
        if (step.risks.contains(Risk::rewrite)) summary.bytes_rewritten += step.bytes;
        if (step.loses_data()) summary.lost.insert(step.about.value());
        if (step.risks.contains(Risk::grants_more)) summary.grant_more.insert(step.about.value());
    }
    return summary;
}

} // namespace pgslate::plan
