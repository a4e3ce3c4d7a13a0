#include "plan/name_nodes.hpp"

#include "plan/rule.hpp"
#include "plan/taken_names.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What may be there only once at a time.
std::vector<TakenName> taken_by(const Fact& fact) {
    auto names = names_taken_by(fact);
    if (const auto only_one = find_rule(fact.id.kind)->only_one; only_one != nullptr)
        if (auto of = only_one(fact); !of.empty())
            names.emplace_back(std::pair(catalog::NameSpace::own_kind, fact.id.kind),
                               std::move(of));
    return names;
}

class FreedNames {
  public:
    FreedNames(ChangeGraph& graph, const DropNodes& drops) : graph_(graph), drops_(drops) {}

    void run() {
        for (const auto& id : graph_.changes.dropped)
            if (const auto node = drops_.drop_of(id); node && !is_drop_of_aside(*node))
                give_up(id, *node);
        for (const auto& [id, node] : graph_.altered[Turn::release])
            if (id.kind == Kind::column) give_up(id, node);
        for (const auto& [id, node] : graph_.created) take(id, node);
        for (const auto& [id, node] : graph_.altered[Turn::settle])
            if (id.kind == Kind::column) take(id, node);
    }

  private:
    // It gives up its name, and those of its parts, when it steps aside.
    bool is_drop_of_aside(std::size_t node) const {
        const auto is_it = [&](const auto& entry) {
            return found(graph_.dropped, entry.first) == node;
        };
        return std::ranges::any_of(graph_.changes.aside, is_it)
               || std::ranges::any_of(graph_.changes.copied, is_it);
    }

    void give_up(const Identity& id, std::size_t node) {
        for (const auto& name : taken_by(*graph_.live.find(id))) given_up_.emplace(name, node);
    }

    void take(const Identity& id, std::size_t node) {
        const auto* fact = graph_.changes.target.find(id);
        if (fact == nullptr) return;
        for (const auto& name : taken_by(*fact)) {
            const auto [first, last] = given_up_.equal_range(name);
            for (auto at = first; at != last; ++at) graph_.need(node, at->second);
        }
    }

    ChangeGraph& graph_;
    const DropNodes& drops_;
    std::multimap<TakenName, std::size_t> given_up_; // by what node
};

} // namespace

void connect_names(ChangeGraph& graph, const DropNodes& drops) {
    FreedNames(graph, drops).run();
}

} // namespace pgslate::plan
