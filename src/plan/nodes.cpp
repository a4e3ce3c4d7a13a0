#include "plan/nodes.hpp"

#include "plan/rule.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Identities that live in the catalog, found by what they say.
struct SameIdentity {
    std::size_t operator()(const Identity* id) const { return catalog::hash_of(*id); }
    bool operator()(const Identity* one, const Identity* other) const { return *one == *other; }
};
using Numbers = std::unordered_map<const Identity*, std::size_t, SameIdentity, SameIdentity>;

bool comes_later_in_file(const Fact& one, const Fact& other) {
    return one.id.kind == Kind::statement && other.id.kind == Kind::statement
           && one.id.names.front() == other.id.names.front() && one.order > other.order;
}

class Connecting {
  public:
    Connecting(const Catalog& wanted, const std::vector<const Fact*>& facts) : wanted_(wanted) {
        nodes_.needs.resize(facts.size());
        nodes_.list.reserve(facts.size());
        number_.reserve(facts.size());
        for (std::size_t i = 0; i < facts.size(); ++i) {
            nodes_.list.push_back({.fact = facts[i], .home = i, .group = i});
            number_.emplace(&facts[i]->id, i);
        }
        for (const auto& [id, fact] : wanted.facts)
            if (fact.made_by)
                if (const auto* maker = find(*fact.made_by)) number_.emplace(&id, *maker);
    }

    Nodes run() {
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            connect_to_parent(i);
            follow_rule(i);
        }
        for (const auto& dependency : wanted_.dependencies) add(dependency);
        join_parents();
        return std::move(nodes_);
    }

  private:
    // The number of the fact that brings `id` about; nothing if none in the list does.
    const std::size_t* find(const Identity& id) const {
        const auto found = number_.find(&id);
        return found == number_.end() ? nullptr : &found->second;
    }

    const Fact& fact(std::size_t node) const { return *nodes_.list[node].fact; }

    void connect_to_parent(std::size_t node) {
        if (!fact(node).parent) return;
        const auto* parent = find(*fact(node).parent);
        if (parent == nullptr) return;
        if (fact(*parent).id == *fact(node).parent) nodes_.list[node].home = *parent;
        nodes_.needs[node].push_back({*parent, Bond::certain, true});
    }

    void follow_rule(std::size_t node) {
        const auto* rule = find_rule(fact(node).id.kind);
        if (rule == nullptr) return;
        if (rule->after != nullptr)
            for (const auto& id : rule->after(fact(node)))
                if (const auto* first = find(id))
                    nodes_.needs[node].push_back({*first, Bond::certain, true});
        if (rule->behind == nullptr) return;
        for (const auto& id : rule->behind(fact(node)))
            if (const auto* first = find(id); first != nullptr && fact(*first).id == id)
                nodes_.list[node].group = nodes_.list[node].home = *first;
    }

    void add(const Dependency& dependency) {
        const auto* from = find(dependency.from);
        const auto* on = find(dependency.on);
        if (from == nullptr || on == nullptr || *from == *on) return;
        nodes_.needs[*from].push_back({*on, bond_of(dependency, *from, *on), dependency.at_once});
    }

    Bond bond_of(const Dependency& dependency, std::size_t from, std::size_t on) const {
        switch (dependency.strength) {
        case Dependency::Strength::certain: return Bond::certain;
        case Dependency::Strength::possible: return Bond::possible;
        default: return comes_later_in_file(fact(on), fact(from)) ? Bond::ahead : Bond::mentioned;
        }
    }

    void join_parents() {
        std::set<std::pair<std::size_t, std::string>> seen; // a parent, and a likeness
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            auto& node = nodes_.list[i];
            const auto* rule = find_rule(node.fact->id.kind);
            if (node.home == i || rule == nullptr || rule->clause == nullptr) continue;
            const bool first = rule->likeness == nullptr
                               || seen.insert({node.home, rule->likeness(*node.fact).sql()}).second;
            if (first) node.clause = rule->clause(*node.fact);
            if (!node.clause.empty() && !node.fact->has("apart")) node.group = node.home;
        }
    }

    const Catalog& wanted_;
    Numbers number_; // of those that statements make, the statement's
    Nodes nodes_;
};

} // namespace

std::size_t Nodes::add_part(std::size_t of, Part part) {
    const auto number = list.size();
    list.push_back({.fact = list[of].fact, .part = part, .home = number, .group = number});
    needs.push_back({{of, Bond::certain, true}});
    return number;
}

std::size_t Nodes::add(const Fact& fact, Part part, std::vector<Alteration> statements) {
    const auto number = list.size();
    list.push_back({.fact = &fact,
                    .part = part,
                    .home = number,
                    .group = number,
                    .statements = std::move(statements)});
    needs.emplace_back();
    return number;
}

Nodes nodes_of(const Catalog& wanted, const std::vector<const Fact*>& facts) {
    return Connecting(wanted, facts).run();
}

Needs between_groups(const Nodes& nodes) {
    Needs result(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (auto need : nodes.needs[i]) {
            need.on = nodes.list[need.on].group;
            if (need.on != nodes.list[i].group) result[nodes.list[i].group].push_back(need);
        }
    for (auto& needs : result) {
        std::ranges::sort(needs); // of two to the same the stronger first
        const auto same = [](const Need& one, const Need& other) { return one.on == other.on; };
        needs.erase(std::unique(needs.begin(), needs.end(), same), needs.end());
    }
    return result;
}

} // namespace pgslate::plan
