#include "apply/survival.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::apply {
namespace {

using catalog::Identity;
using catalog::Kind;
using live::Counter;
using live::Numbers;
using Names = std::vector<std::string>;

// What tables, columns and sequences that are renamed are called afterwards.
std::map<Names, Names> names_after(const plan::Plan& plan) {
    std::map<Names, Names> names;
    for (const auto& [now, was] : plan.was)
        if (now.kind == Kind::table || now.kind == Kind::foreign_table || now.kind == Kind::column
            || now.kind == Kind::sequence)
            names.emplace(was.names, now.names);
    return names;
}

bool is_in(const Names& names, const Identity& whole) {
    return names.size() >= whole.names.size()
           && std::equal(whole.names.begin(), whole.names.end(), names.begin());
}

// A column goes from all that have it from a table or a type when it goes there.
bool takes_along(const Identity& dropped, const Names& names) {
    const bool is_column = dropped.kind == Kind::column || dropped.kind == Kind::attribute;
    if (is_column && names.size() == 3) return dropped.name() == names.back();
    return dropped.kind == Kind::table && is_in(names, dropped);
}

class PlannedSteps {
  public:
    explicit PlannedSteps(const plan::Plan& plan) : plan_(plan) {}

    bool drop(const Names& names) const {
        return std::ranges::any_of(plan_.steps, [&](const plan::Step& step) {
            return std::ranges::any_of(step.drops,
                                       [&](const Identity& id) { return takes_along(id, names); });
        });
    }

    // One that goes on elsewhere is dropped without a loss.
    bool lose_sequence(const Names& sequence) const {
        return std::ranges::any_of(plan_.steps, [&](const plan::Step& step) {
            const Identity id{Kind::sequence, sequence, {}};
            return std::ranges::count(step.drops, id) > 0
                   || (step.loses_data() && step.about == id);
        });
    }

    // The counter of an identity column goes with what it is.
    bool lose(const Names& column) const {
        return drop(column) || std::ranges::any_of(plan_.steps, [&](const plan::Step& step) {
                   return step.loses_data() && step.about == Identity{Kind::column, column, {}};
               });
    }

  private:
    const plan::Plan& plan_;
};

const Names& later_name(const std::map<Names, Names>& now, const Names& old) {
    const auto renamed = now.find(old);
    return renamed == now.end() ? old : renamed->second;
}

std::map<std::string, Names> by_number(const Numbers& numbers) {
    std::map<std::string, Names> names;
    for (const auto& [name, number] : numbers) names.emplace(number, name);
    return names;
}

bool has_fallen_back(const Counter& before, const Counter& after) {
    if (before.cycles) return false;
    if (before.last_value == after.last_value) return before.is_called && !after.is_called;
    return (after.last_value < before.last_value) == before.ascending;
}

std::string in_words(const Counter& counter) {
    return format("{}{}", counter.last_value, counter.is_called ? "" : " (not taken yet)");
}

std::string in_words(const Counter& before, const Counter* after) {
    const auto name = format("{}", join(before.names, "."));
    if (after == nullptr) return format("the counter of {} would be gone", name);
    return format("the counter of {} would be at {} and was at {}", name, in_words(*after),
                  in_words(before));
}

// Which sequence goes on with the numbers of another one.
class Followers {
  public:
    Followers(const std::vector<Counter>& after, const Numbers& tables, const plan::Plan& plan) {
        for (const auto& counter : after) {
            by_sequence_.emplace(counter.sequence, &counter);
            by_name_.emplace(counter.names, &counter);
        }
        for (const auto& [column, counter] : plan.counters)
            if (const auto number = tables.find(column.names); number != tables.end())
                for (const auto& one : after)
                    if (one.relation + ' ' + one.column == number->second)
                        by_column_.emplace(number->second, &one);
    }

    /// `name` is what it is called afterwards.
    const Counter* of(const Counter& before, const Names& name) const {
        if (const auto* same = found(by_sequence_, before.sequence)) return same;
        if (const auto* next = found(by_column_, before.relation + ' ' + before.column))
            return next;
        return found(by_name_, name);
    }

  private:
    template <typename Key>
    static const Counter* found(const std::map<Key, const Counter*>& counters, const Key& key) {
        const auto entry = counters.find(key);
        return entry == counters.end() ? nullptr : entry->second;
    }

    std::map<std::string, const Counter*> by_sequence_;
    std::map<Names, const Counter*> by_name_;
    std::map<std::string, const Counter*> by_column_; // only where it is to be another one
};

} // namespace

std::vector<Harm> lost_tables(const Numbers& before, const Numbers& after, const plan::Plan& plan) {
    const PlannedSteps steps(plan);
    const auto now = names_after(plan);
    const auto numbers = by_number(after);
    std::vector<Harm> harms;
    std::string table_gone; // its columns come right behind it
    for (const auto& [old, number] : before) {
        const auto table = live::table_of(number);
        if (table == table_gone) continue;
        const auto& names = later_name(now, old);
        const auto found = after.find(names);
        const bool is_there = found != after.end();
        if (is_there ? found->second == number : numbers.contains(number)) continue;
        if (steps.drop(names) || steps.drop(old)) continue;
        if (old.size() == 2) table_gone = table;
        const auto* what = is_there ? "another object than before" : "gone";
        harms.push_back({.relation = table,
                         .what = format("{} would be {}", join(names, "."), what),
                         .is_gone = true});
    }
    return harms;
}

std::vector<Harm> lost_counters(const std::vector<Counter>& before,
                                const std::vector<Counter>& after, const Numbers& tables_before,
                                const Numbers& tables_after, const plan::Plan& plan) {
    const PlannedSteps steps(plan);
    const Followers followers(after, tables_after, plan);
    const auto columns = by_number(tables_before);
    const auto now = names_after(plan);
    const auto may_go = [&](const Counter& counter) {
        const auto column = columns.find(counter.relation + ' ' + counter.column);
        return steps.lose_sequence(later_name(now, counter.names))
               || (column != columns.end()
                   && (steps.lose(column->second) || steps.lose(later_name(now, column->second))));
    };
    std::set<std::string> going; // with one column, whosever default names the sequence, too
    for (const auto& counter : before)
        if (may_go(counter)) going.insert(counter.sequence);
    std::vector<Harm> harms;
    for (const auto& counter : before) {
        const auto* later = followers.of(counter, later_name(now, counter.names));
        if ((later != nullptr && !has_fallen_back(counter, *later))
            || going.contains(counter.sequence))
            continue;
        harms.push_back({.relation = counter.sequence,
                         .what = in_words(counter, later),
                         .is_gone = later == nullptr});
    }
    return harms;
}

} // namespace pgslate::apply
