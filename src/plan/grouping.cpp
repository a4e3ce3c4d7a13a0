#include "plan/grouping.hpp"

#include "plan/graph.hpp"
#include "plan/rule.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Identities that live in the catalog, found by what they say.
struct SameIdentity {
    std::size_t operator()(const Identity* id) const { return catalog::hash_of(*id); }
    bool operator()(const Identity* one, const Identity* other) const { return *one == *other; }
};
using Numbers = std::unordered_map<const Identity*, std::size_t, SameIdentity, SameIdentity>;

// Facts by their numbers in the list; a group is named by the number of its first fact.
class Grouping {
  public:
    Grouping(const Catalog& wanted, const std::vector<const Fact*>& facts)
        : facts_(facts), needs_(facts.size()), parent_(facts.size()), group_(facts.size()),
          late_(facts.size(), false) {
        for (std::size_t i = 0; i < facts.size(); ++i) number_.emplace(&facts[i]->id, i);
        for (const auto& [id, fact] : wanted.facts)
            if (fact.made_by)
                if (const auto* maker = find(*fact.made_by)) number_.emplace(&id, *maker);
        connect(wanted);
    }

    std::vector<Group> run() {
        clauses_ = clauses_of_children();
        for (std::size_t i = 0; i < facts_.size(); ++i)
            group_[i] = clauses_[i].empty() ? i : parent_[i];
        while (split_cycles()) {
        }
        std::vector<Group> groups;
        std::vector<Group> members(facts_.size());
        for (std::size_t i = 0; i < facts_.size(); ++i)
            members[group_[i]].push_back({facts_[i], std::move(clauses_[i]), late_[i]});
        for (const auto node : ordered(without_loops(as_in_files(between_groups()))))
            if (!members[node].empty()) groups.push_back(std::move(members[node]));
        return groups;
    }

  private:
    std::vector<sql::Text> clauses_of_children() const {
        std::vector<sql::Text> clauses(facts_.size());
        std::set<std::pair<std::size_t, std::string>> seen; // a parent, and a likeness
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            const auto* rule = find_rule(facts_[i]->id.kind);
            if (parent_[i] == i || rule == nullptr || rule->clause == nullptr) continue;
            const bool first =
                rule->likeness == nullptr
                || seen.insert({parent_[i], rule->likeness(*facts_[i]).sql()}).second;
            if (first) clauses[i] = rule->clause(*facts_[i]);
        }
        return clauses;
    }

    // The number of the fact that brings `id` about; nothing if none in the list does.
    const std::size_t* find(const Identity& id) const {
        const auto found = number_.find(&id);
        return found == number_.end() ? nullptr : &found->second;
    }

    void connect(const Catalog& wanted) {
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            parent_[i] = i;
            if (const auto* rule = find_rule(facts_[i]->id.kind); rule != nullptr && rule->after)
                for (const auto& id : rule->after(*facts_[i]))
                    if (const auto* first = find(id)) needs_[i].push_back(*first);
            if (!facts_[i]->parent) continue;
            const auto* parent = find(*facts_[i]->parent);
            if (parent == nullptr) continue;
            if (facts_[*parent]->id == *facts_[i]->parent) parent_[i] = *parent;
            needs_[i].push_back(*parent);
        }
        for (const auto& dependency : wanted.dependencies) {
            const auto* from = find(dependency.from);
            const auto* on = find(dependency.on);
            if (from != nullptr && on != nullptr && *from != *on) needs_[*from].push_back(*on);
        }
    }

    Graph between_groups() const {
        Graph graph(facts_.size());
        for (std::size_t i = 0; i < facts_.size(); ++i)
            for (const auto needed : needs_[i])
                if (group_[needed] != group_[i]) graph[group_[i]].push_back(group_[needed]);
        for (auto& needed : graph) {
            std::ranges::sort(needed);
            needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
        }
        return graph;
    }

    // A file is a script: what is needed of it brings along what stands before, unless somebody
    // needs it the other way round.
    Graph as_in_files(Graph graph) const {
        auto with_files = graph;
        std::map<std::string_view, std::size_t> last; // the statement before, of each file
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (facts_[i]->id.kind != Kind::statement) continue;
            const auto [before, first] = last.try_emplace(facts_[i]->id.names.front(), i);
            if (first) continue;
            pairs.emplace_back(i, before->second);
            with_files[i].push_back(before->second);
            before->second = i;
        }
        const auto component = components(with_files);
        for (const auto& [later, earlier] : pairs)
            if (component[later] != component[earlier]) graph[later].push_back(earlier);
        return graph;
    }

    // Statements that mention each other in a circle keep the order of their file: one of the names
    // is something else.
    Graph without_loops(Graph graph) const {
        const auto component = components(graph);
        for (std::size_t from = 0; from < graph.size(); ++from)
            std::erase_if(graph[from], [&](std::size_t on) {
                return component[from] == component[on] && comes_later(*facts_[on], *facts_[from]);
            });
        return graph;
    }

    static bool comes_later(const Fact& one, const Fact& other) {
        return one.id.kind == Kind::statement && other.id.kind == Kind::statement
               && one.id.names.front() == other.id.names.front() && one.order > other.order;
    }

    // Takes out of their groups the children through which a group needs itself, or as much of them
    // as will do; true if there were any. What needs a sibling that was taken out goes with it, in
    // the next round.
    bool split_cycles() {
        const auto component = components(between_groups());
        bool split = false;
        for (std::size_t i = 0; i < component.size(); ++i) {
            if (group_[i] == i) continue;
            const auto own = group_[i];
            const auto on_cycle = [&](std::size_t needed) {
                return group_[needed] != own && component[group_[needed]] == component[own];
            };
            if (std::ranges::none_of(needs_[i], on_cycle)) continue;
            if (!put_off(i, on_cycle)) group_[i] = i;
            split = true;
        }
        return split;
    }

    // Leaves a child where it is, without the part of it that may need something else, which
    // becomes a step of its own. False if there is no such part.
    template <typename OnCycle>
    bool put_off(std::size_t child, OnCycle on_cycle) {
        const auto early = find_rule(facts_[child]->id.kind)->early_clause;
        auto clause = early == nullptr ? sql::Text() : early(*facts_[child]);
        if (clause.empty() || clause.sql() == clauses_[child].sql()) return false;
        const auto part = facts_.size();
        std::vector<std::size_t> needs = {child};
        std::ranges::copy_if(needs_[child], std::back_inserter(needs), on_cycle);
        std::erase_if(needs_[child], on_cycle);
        clauses_[child] = std::move(clause);
        facts_.push_back(facts_[child]);
        needs_.push_back(std::move(needs));
        parent_.push_back(part);
        group_.push_back(part);
        clauses_.emplace_back();
        late_.push_back(true);
        return true;
    }

    std::vector<const Fact*> facts_; // those whose parts are put off twice
    Numbers number_;                 // of those that statements make, the statement's
    Graph needs_;
    std::vector<std::size_t> parent_;
    std::vector<std::size_t> group_;
    std::vector<sql::Text> clauses_;
    std::vector<bool> late_; // stands for what was put off
};

} // namespace

std::vector<Group> ordered_groups(const Catalog& wanted, const std::vector<const Fact*>& facts) {
    return Grouping(wanted, facts).run();
}

} // namespace pgslate::plan
