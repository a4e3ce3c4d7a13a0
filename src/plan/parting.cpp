#include "plan/parting.hpp"

#include "plan/rule.hpp"

#include <algorithm>
#include <limits>
#include <memory>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;

class Parting {
  public:
    Parting(Nodes& nodes, const Catalog& wanted) : nodes_(nodes), wanted_(wanted) {}

    void run() {
        for (find_circles(Bond::certain); part_children() || part_root() || move_columns();)
            find_circles(Bond::certain);
        part_marked();
        for (find_circles(Bond::ahead); part_children() || part_root();) find_circles(Bond::ahead);
    }

  private:
    void find_circles(Bond weakest) {
        weakest_ = weakest;
        component_ = components(graph_of(between_groups(nodes_), weakest));
    }

    const Rule& rule(std::size_t node) const { return *find_rule(nodes_.list[node].fact->id.kind); }

    bool is_on_circle(std::size_t node, const Need& need) const {
        const auto own = nodes_.list[node].group;
        const auto on = nodes_.list[need.on].group;
        return need.bond <= weakest_ && on != own && component_[on] == component_[own];
    }

    std::ptrdiff_t needs_on_circle(std::size_t node, bool at_once) const {
        return std::ranges::count_if(nodes_.needs[node], [&](const Need& need) {
            return is_on_circle(node, need) && (need.at_once || !at_once);
        });
    }

    bool is_child(std::size_t node) const { return nodes_.list[node].group != node; }

    // What needs a sibling that was taken out goes with it, in the next round.
    bool part_children() {
        bool parted = false;
        for (std::size_t i = 0; i < component_.size(); ++i) {
            if (!is_child(i) || needs_on_circle(i, false) == 0) continue;
            const bool put_off_part = put_off(i);
            if (!put_off_part && rule(i).has_place) continue;
            if (!put_off_part) nodes_.list[i].group = i;
            parted = true;
        }
        return parted;
    }

    // The one of which what is made first needs the least.
    bool part_root() {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < component_.size(); ++i) {
            const bool possible =
                !is_child(i) && needs_on_circle(i, false) > needs_on_circle(i, true);
            if (!possible || !early_form(i)) continue;
            if (!best || needs_on_circle(i, true) < needs_on_circle(*best, true)) best = i;
        }
        return best && put_off(*best);
    }

    bool move_columns() {
        for (std::size_t i = 0; i < component_.size(); ++i) {
            if (!is_child(i) || !rule(i).has_place || needs_on_circle(i, false) == 0) continue;
            move_with_those_behind(i);
            return true;
        }
        return false;
    }

    void move_with_those_behind(std::size_t first) {
        const auto group = nodes_.list[first].group;
        std::optional<std::size_t> before;
        for (std::size_t i = 0; i < component_.size(); ++i) {
            const auto& node = nodes_.list[i];
            const bool sibling =
                node.group == group && is_child(i) && node.part != Part::late && rule(i).has_place;
            if (!sibling || node.fact->order < nodes_.list[first].fact->order) continue;
            put_off_all(i); // a default that is added with its column is evaluated
            nodes_.list[i].group = i;
            if (before) nodes_.needs[i].push_back({*before, Bond::certain, true});
            before = i;
        }
    }

    // What a dump has found out to be on a circle, which the rest of it may lie outside of.
    void part_marked() {
        const auto count = nodes_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const auto& fact = *nodes_.list[i].fact;
            if (nodes_.list[i].part == Part::whole && (fact.has("stub") || fact.has("apart")))
                put_off_all(i);
        }
    }

    std::optional<Fact> early_form(std::size_t node) const {
        const auto early = rule(node).early;
        if (early == nullptr || nodes_.list[node].part != Part::whole) return std::nullopt;
        const auto& fact = *nodes_.list[node].fact;
        const auto stub = wanted_.stubs.find(fact.id);
        if (stub == wanted_.stubs.end() || fact.has("stub")) return early(fact);
        auto with_stub = fact;
        with_stub.attributes.emplace("stub", stub->second);
        return early(with_stub);
    }

    // Leaves a node where it is, without the part of it that may need something else, which becomes
    // a node of its own. False if there is no such part.
    bool put_off(std::size_t node) {
        const bool early_would_do = needs_on_circle(node, false) > needs_on_circle(node, true);
        if (!early_would_do) return false;
        return put_off_if(
            node, [&](const Need& need) { return is_on_circle(node, need) && !need.at_once; });
    }

    void put_off_all(std::size_t node) {
        put_off_if(node, [](const Need&) { return false; });
    }

    template <typename Late>
    bool put_off_if(std::size_t node, Late is_late) {
        auto form = early_form(node);
        if (!form) return false;
        const auto late = nodes_.add_part(node, Part::late);
        auto& needs = nodes_.needs[node];
        std::ranges::copy_if(needs, std::back_inserter(nodes_.needs[late]), is_late);
        std::erase_if(needs, is_late);
        if (is_child(node)) nodes_.list[node].clause = rule(node).clause(*form);
        nodes_.list[node].form = std::make_shared<const Fact>(*std::move(form));
        nodes_.list[node].part = Part::early;
        if (!is_child(node)) prefer_whole(node, late);
        return true;
    }

    // Whoever needs it, and is not what it waits for, had better see all of it.
    void prefer_whole(std::size_t node, std::size_t late) {
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (i != late && std::ranges::count(nodes_.needs[i], node, &Need::on) > 0)
                nodes_.needs[i].push_back({late, Bond::possible, false});
    }

    Nodes& nodes_;
    const Catalog& wanted_;
    Bond weakest_ = Bond::certain;
    std::vector<std::size_t>
        component_; // of the nodes that were there when circles were looked for
};

} // namespace

void part_circles(Nodes& nodes, const Catalog& wanted) {
    Parting(nodes, wanted).run();
}

} // namespace pgslate::plan
