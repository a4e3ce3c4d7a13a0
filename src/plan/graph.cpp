#include "plan/graph.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace pgslate::plan {
namespace {

constexpr auto unseen = std::numeric_limits<std::size_t>::max();

// A depth-first walk without recursion, so that a chain of a hundred thousand needs no deep stack.
// enter(node) on the way down, see(node, needed) for each need, leave(node) on the way up; see()
// says whether to go there.
template <typename Enter, typename See, typename Leave>
void walk(const Graph& needs, std::size_t root, Enter enter, See see, Leave leave) {
    struct Visit {
        std::size_t node;
        std::size_t next = 0;
    };
    std::vector<Visit> path = {{root}};
    enter(root);
    while (!path.empty()) {
        auto& visit = path.back();
        if (visit.next == needs[visit.node].size()) {
            leave(visit.node);
            path.pop_back();
            continue;
        }
        const auto needed = needs[visit.node][visit.next++];
        if (!see(visit.node, needed)) continue;
        enter(needed);
        path.push_back({needed});
    }
}

class Components {
  public:
    explicit Components(const Graph& needs)
        : needs_(needs), number_(needs.size(), unseen), low_(needs.size(), 0),
          component_(needs.size(), unseen) {}

    std::vector<std::size_t> run() {
        for (std::size_t node = 0; node < needs_.size(); ++node)
            if (number_[node] == unseen) explore(node);
        return std::move(component_);
    }

  private:
    void explore(std::size_t root) {
        const auto enter = [this](std::size_t node) {
            number_[node] = low_[node] = counter_++;
            open_.push_back(node);
        };
        const auto see = [this](std::size_t node, std::size_t needed) {
            if (number_[needed] == unseen) return true;
            if (component_[needed] == unseen) low_[node] = std::min(low_[node], number_[needed]);
            return false;
        };
        const auto leave = [this](std::size_t node) {
            for (const auto needed : needs_[node])
                if (component_[needed] == unseen) low_[node] = std::min(low_[node], low_[needed]);
            if (low_[node] == number_[node]) close(node);
        };
        walk(needs_, root, enter, see, leave);
    }

    void close(std::size_t node) {
        std::size_t member = unseen;
        do {
            member = open_.back();
            open_.pop_back();
            component_[member] = closed_;
        } while (member != node);
        ++closed_;
    }

    const Graph& needs_;
    std::vector<std::size_t> number_;
    std::vector<std::size_t> low_;
    std::vector<std::size_t> component_;
    std::vector<std::size_t> open_;
    std::size_t counter_ = 0;
    std::size_t closed_ = 0;
};

} // namespace

std::vector<std::size_t> components(const Graph& needs) {
    return Components(needs).run();
}

Graph graph_of(const Needs& needs, Bond weakest) {
    Graph graph(needs.size());
    for (std::size_t node = 0; node < needs.size(); ++node)
        for (const auto& need : needs[node])
            if (need.bond <= weakest) graph[node].push_back(need.on);
    return graph;
}

// A need within a component is on a circle. Of one strength all of these are given up: which of
// them is the wrong one, nobody can tell.
Needs untangled(Needs needs) {
    for (const auto bond : {Bond::possible, Bond::in_file, Bond::ahead, Bond::mentioned}) {
        const auto component = components(graph_of(needs, Bond::possible));
        bool circles = false;
        for (std::size_t node = 0; node < needs.size(); ++node)
            std::erase_if(needs[node], [&](const Need& need) {
                const bool on_circle = component[node] == component[need.on];
                circles = circles || on_circle;
                return on_circle && need.bond == bond;
            });
        if (!circles) break;
    }
    return needs;
}

std::vector<std::size_t> ordered(const Graph& needs, std::span<const std::size_t> visiting) {
    std::vector<bool> entered(needs.size(), false);
    std::vector<std::size_t> order;
    order.reserve(needs.size());
    const auto enter = [&](std::size_t node) { entered[node] = true; };
    const auto see = [&](std::size_t, std::size_t needed) { return !entered[needed]; };
    const auto leave = [&](std::size_t node) { order.push_back(node); };
    for (const auto node : visiting)
        if (!entered[node]) walk(needs, node, enter, see, leave);
    return order;
}

std::vector<std::size_t> ordered(const Graph& needs) {
    std::vector<std::size_t> all(needs.size());
    std::iota(all.begin(), all.end(), 0);
    return ordered(needs, all);
}

} // namespace pgslate::plan
