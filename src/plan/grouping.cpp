// Every fact is a node; what it needs are edges, of different strength (nodes.hpp). Children that
// may be clauses join the group of their parent, and what must follow a CREATE at once joins that.
// Groups that need themselves are parted (parting.hpp), at last along needs that are certain. What
// is done at last becomes nodes of its own. Then files are held together, what still goes round in
// a circle is cut where it is weakest (graph.hpp), and a walk in the order of the facts puts each
// group behind what it needs.
#include "plan/grouping.hpp"

#include "plan/change_nodes.hpp"
#include "plan/gathering.hpp"
#include "plan/parting.hpp"
#include "plan/rule.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Nodes parted_nodes(const Catalog& wanted, const std::vector<const Fact*>& facts) {
    auto nodes = nodes_of(wanted, facts);
    part_circles(nodes, wanted);
    return nodes;
}

// The groups that need this one, directly or not.
std::vector<bool> all_that_need(std::size_t group, const Graph& needed_by) {
    std::vector<bool> found(needed_by.size(), false);
    std::vector<std::size_t> rest = {group};
    found[group] = true;
    while (!rest.empty()) {
        const auto next = rest.back();
        rest.pop_back();
        for (const auto by : needed_by[next])
            if (!found[by]) {
                found[by] = true;
                rest.push_back(by);
            }
    }
    return found;
}

Graph reversed(const Graph& graph) {
    Graph result(graph.size());
    for (std::size_t from = 0; from < graph.size(); ++from)
        for (const auto on : graph[from]) result[on].push_back(from);
    return result;
}

// What reads a materialized view that is not filled can't be filled either.
std::vector<bool> not_to_be_filled(const Nodes& nodes) {
    const auto needed_by = reversed(graph_of(between_groups(nodes), Bond::certain));
    std::vector<bool> result(nodes.size(), false);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto at_last = find_rule(nodes.list[i].fact->id.kind)->at_last;
        if (at_last == nullptr || !at_last(*nodes.list[i].fact).empty()) continue;
        const auto found = all_that_need(i, needed_by);
        for (std::size_t j = 0; j < found.size(); ++j)
            if (found[j]) result[j] = true;
    }
    return result;
}

bool has_last_part(const Node& node) {
    return find_rule(node.fact->id.kind)->at_last != nullptr;
}

// What asks a materialized view for its rows comes behind the statement that fills it: the others
// that are filled, and what changes data.
void add_last_parts(Nodes& nodes) {
    if (std::ranges::none_of(nodes.list, has_last_part)) return;
    const auto needed_by = reversed(graph_of(between_groups(nodes), Bond::mentioned));
    const auto empty = not_to_be_filled(nodes);
    const auto count = nodes.size();
    std::map<std::size_t, std::size_t> last; // by what it is the last part of
    for (std::size_t i = 0; i < count; ++i) {
        const auto& node = nodes.list[i];
        const auto at_last = find_rule(node.fact->id.kind)->at_last;
        if (at_last == nullptr || node.part == Part::late || empty[i]) continue;
        last.emplace(i, nodes.add_part(i, Part::last));
    }
    for (const auto& [of, part] : last) {
        const auto found = all_that_need(of, needed_by);
        for (std::size_t i = 0; i < count; ++i) {
            if (!found[i] || i == of) continue;
            const auto reader = last.find(i);
            if (reader != last.end())
                nodes.needs[reader->second].push_back({part, Bond::mentioned});
            else if (nodes.list[i].fact->has("changes_data"))
                nodes.needs[i].push_back({part, Bond::mentioned});
        }
    }
}

// A file is a script: what is needed of it brings along what stands before, unless somebody needs
// it the other way round.
void hold_files_together(const Nodes& nodes, Needs& needs) {
    std::map<std::string_view, std::size_t> last; // the statement before, of each file
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& id = nodes.list[i].fact->id;
        if (id.kind != Kind::statement) continue;
        const auto [before, first] = last.try_emplace(id.names.front(), i);
        if (!first) needs[i].push_back({std::exchange(before->second, i), Bond::in_file});
    }
}

// It would hear of all that comes behind it.
bool is_event_trigger(const Node& node) {
    return catalog::subject_of(node.fact->id).kind == Kind::event_trigger;
}

// The order in which groups are looked at.
std::vector<std::size_t> visiting(const Nodes& nodes) {
    std::vector<std::size_t> result(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) result[i] = i;
    std::stable_partition(result.begin(), result.end(),
                          [&](std::size_t i) { return !is_event_trigger(nodes.list[i]); });
    return result;
}

// Of those that write the rows of a table anew, the number of the table.
std::vector<std::optional<std::size_t>> rewritten_tables(const Nodes& nodes) {
    std::map<Identity, std::size_t> numbers;
    std::vector<std::optional<std::size_t>> result(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes.list[i];
        if (!node.fact->parent || std::ranges::none_of(node.statements, &Alteration::converts))
            continue;
        result[i] = numbers.try_emplace(*node.fact->parent, numbers.size()).first->second;
    }
    return result;
}

std::vector<Group> groups_of(Nodes nodes) {
    auto needs = between_groups(nodes);
    hold_files_together(nodes, needs);
    const auto graph = graph_of(untangled(std::move(needs)), Bond::possible);
    const auto order = gathered(ordered(graph, visiting(nodes)), graph, rewritten_tables(nodes));
    std::vector<Group> members(nodes.size());
    const auto add = [&](std::size_t i) {
        members[nodes.list[i].group].push_back(std::move(nodes.list[i]));
    };
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        nodes.list[i].group == i ? add(i) : children.push_back(i);
    std::ranges::for_each(children, add);
    std::vector<Group> groups;
    for (const auto node : order)
        if (!members[node].empty()) groups.push_back(std::move(members[node]));
    return groups;
}

} // namespace

std::vector<Group> ordered_groups(const Catalog& wanted, const std::vector<const Fact*>& facts) {
    auto nodes = parted_nodes(wanted, facts);
    add_last_parts(nodes);
    return groups_of(std::move(nodes));
}

std::vector<Group> ordered_changes(const Changes& changes,
                                   const std::vector<const Fact*>& created) {
    auto nodes = parted_nodes(changes.target, created);
    add_last_parts(nodes);
    add_changes(nodes, changes);
    return groups_of(std::move(nodes));
}

std::set<Identity> created_apart(const Catalog& wanted, const std::vector<const Fact*>& facts) {
    std::set<Identity> result;
    const auto nodes = parted_nodes(wanted, facts);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes.list[i];
        const bool stub = node.part == Part::early && wanted.stubs.contains(node.fact->id);
        const bool moved = node.group == i && node.home != i && !node.clause.empty()
                           && find_rule(node.fact->id.kind)->has_place;
        if (stub || moved) result.insert(node.fact->id);
    }
    return result;
}

} // namespace pgslate::plan
