#include "plan/outlook.hpp"

#include "plan/columns_of.hpp"
#include "plan/rule.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;

std::vector<Lock> other_locks(const Fact& fact, LockMode mode) {
    const auto locks_too = find_rule(fact.id.kind)->locks_too;
    return locks_too == nullptr ? std::vector<Lock>() : locks_too(fact, mode);
}

} // namespace

// What is dropped and made again in the meantime is locked from then on.
void Outlook::add_lock(Step& step, const Lock& lock) const {
    const bool made_again =
        step.doing == Step::Doing::create && changes_.dropped.contains(lock.relation);
    if (relations_.contains(lock.relation) && !made_again) plan::add_lock(step.locks, lock);
}

namespace {

bool widens(const Fact* before, const Fact* after) {
    const auto judge = find_rule((before == nullptr ? after : before)->id.kind)->widens;
    return judge != nullptr && judge(before, after);
}

// As it is once a step has made these of its attributes what they are to be.
Fact changed(Fact fact, const Reason& reason) {
    for (const auto& [name, declared, live] : reason.difference.attributes)
        if (declared)
            fact.attributes.insert_or_assign(name, *declared);
        else
            fact.attributes.erase(name);
    return fact;
}

} // namespace

// Nobody could do anything with what is new.
bool Outlook::is_about_something_there(const Fact& fact) const {
    const auto subject = subject_of(fact.id);
    if (subject != fact.id) return live_.contains(subject);
    return !fact.parent || live_.contains(*fact.parent);
}

// What was said of rights goes with what is made again, and is not said any more.
bool Outlook::loses_restrictions(const Fact& fact) const {
    if (!changes_.dropped.contains(fact.id)) return false;
    return std::ranges::any_of(live_index_.all_parts_of(fact.id), [&](const Fact* part) {
        return !changes_.target.contains(part->id) && widens(part, nullptr);
    });
}

catalog::Identity Outlook::whole_of(const Fact& fact) const {
    auto id = subject_of(fact.id);
    const auto find = [&](const catalog::Identity& which) {
        const auto* found = changes_.target.find(which);
        return found == nullptr ? live_.find(which) : found;
    };
    // An index has a name of its own in its schema.
    for (const auto* part = find(id); part != nullptr && part->parent; part = find(id)) {
        if (id.kind == catalog::Kind::index) break;
        id = *part->parent;
    }
    return id;
}

void Outlook::add(Step& step, const Fact& fact, const Effect& effect,
                  const std::vector<Lock>& others) const {
    for (const auto& relation : relations_.locked(fact, effect.on)) {
        add_lock(step, {effect.lock, relation});
        step.rows_of.push_back(relation);
        if (effect.statistics != Statistics::kept)
            step.stale.push_back(
                {relation, effect.statistics == Statistics::of_column ? fact.id.name() : ""});
    }
    for (const auto& lock : others) add_lock(step, lock);
    if (!step.whole) step.whole = whole_of(fact);
    step.risks.add(effect.risks);
    step.beyond_rows |= effect.beyond_rows;
    if (step.risks.contains(Risk::data_loss)) step.risks.add(Risk::no_undo);
}

// What a new partition, or one that is attached, has to do with other tables by foreign keys.
void Outlook::lock_other_sides(Step& step, const Fact& partition, LockMode referring) const {
    for (const auto& table : relations_.referred_to_by_wholes(partition))
        add_lock(step, {LockMode::share_row_exclusive, table});
    for (const auto& table : relations_.referring_to_wholes(partition))
        add_lock(step, {referring, table});
}

// The same where it is a statement of its own that takes it in, or out.
void Outlook::lock_other_sides(Step& step, const Fact& fact, const Alteration& alteration) const {
    const bool leaves = alteration.turn == Turn::release;
    const auto* partition = leaves ? live_.find(fact.id) : changes_.target.find(fact.id);
    if (partition == nullptr || !partition->has("partition_of")) return;
    const auto whole = whole_of_partition(*partition);
    if (std::ranges::count(alteration.others, whole, &Lock::relation) > 0)
        lock_other_sides(step, *partition,
                         leaves ? LockMode::access_exclusive : LockMode::share_row_exclusive);
}

void Outlook::of_creating(Step& step, const Fact& fact) const {
    const auto effect = effect_of_creating(fact);
    add(step, fact, effect, other_locks(fact, effect.lock));
    if (effect.lock > LockMode::access_share)
        lock_other_sides(step, fact, LockMode::share_row_exclusive);
    if (step.reasons.empty()) step.reasons = {reasons_.of(fact.id)};
    if ((is_about_something_there(fact) && widens(live_.find(fact.id), &fact))
        || loses_restrictions(fact))
        step.risks.add(Risk::grants_more);
}

void Outlook::of_finishing(Step& step, const Fact& fact) const {
    auto effect = effect_of_creating(fact);
    effect.risks = find_rule(fact.id.kind)->finishing;
    add(step, fact, effect, other_locks(fact, effect.lock));
    if (effect.lock > LockMode::access_share)
        lock_other_sides(step, fact, LockMode::share_row_exclusive);
    step.reasons = {reasons_.of(fact.id)};
}

// What other tables have got by then is not lost with it.
bool Outlook::is_copied(const Fact& table) const {
    const auto found = changes_.copied.find(table.id);
    if (found != changes_.copied.end()) return found->second.keeps_all;
    if (!table.has("partition_of")) return false;
    const auto* whole = live_.find(whole_of_partition(table));
    return whole != nullptr && is_copied(*whole);
}

void Outlook::of_dropping(Step& step, const Fact& fact) const {
    auto effect = effect_of_dropping(fact);
    if (is_copied(fact)) effect.risks.remove(Risk::data_loss);
    if (goes_on(changes_.counters, fact.id)) effect.risks.remove(Risk::data_loss);
    add(step, fact, effect, other_locks(fact, effect.lock));
    if (!relations_.referring_to_wholes(fact).empty()) // detached, it has foreign keys of its own
        for (const auto& table : relations_.referred_to_by_wholes(fact))
            add_lock(step, {LockMode::access_exclusive, table});
    step.reasons = {reasons_.of(fact.id)};
    if (is_left_by(fact) && widens(&fact, nullptr)) step.risks.add(Risk::grants_more);
}

// What is made again is judged when that happens, and what goes with its object lets nobody do
// more.
bool Outlook::is_left_by(const Fact& fact) const {
    if (changes_.target.contains(fact.id)) return false;
    const auto subject = subject_of(fact.id);
    if (subject != fact.id) return changes_.target.contains(subject);
    return !fact.parent || changes_.target.contains(*fact.parent);
}

void Outlook::of_altering(Step& step, const Fact& fact, const Alteration& alteration) const {
    auto effect = alteration.row == nullptr ? Effect() : alteration.row->effect;
    effect.lock = alteration.lock.value_or(effect.lock);
    effect.risks.add(alteration.risks);
    if (alteration.loses_data) effect.risks.add(Risk::data_loss);
    add(step, fact, effect, alteration.others);
    lock_other_sides(step, fact, alteration);
    const auto reason = reasons_.of(fact.id, alteration);
    step.reasons = {reason};
    const auto after = changed(fact, reason);
    if (!reason.because && widens(&fact, &after)) step.risks.add(Risk::grants_more);
}

} // namespace pgslate::plan
