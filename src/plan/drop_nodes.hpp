// Which statement takes away what is dropped.
#pragma once

#include "plan/change_graph.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace pgslate::plan {

/// Much of what is dropped goes by itself with something else: a part with its whole, the index of
/// a partition with that of its table, a sequence with its column. The rest has a statement of its
/// own, a node of the graph. The graph has to live as long.
class DropNodes {
  public:
    explicit DropNodes(ChangeGraph& graph);

    /// Adds the statements.
    void add_all();
    /// What goes by a statement of its own before the whole that it would go with.
    void connect_parts();

    /// The one that takes it away: its own, or that of what it goes with; nothing if it stays.
    NodeNumber drop_of(const catalog::Identity& id) const;
    /// Is this the index of a partition that goes with that one of its table?
    bool is_index_of_partition(const catalog::Identity& part, const catalog::Identity& whole) const;

  private:
    void note_whole_indexes();
    void note_functions_of_types();
    void note_sequences_aside();
    void note_references();
    void add(const catalog::Identity& id);
    Alterations detaching(const catalog::Fact& partition) const;
    catalog::Fact as_it_is_called_then(const catalog::Identity& id) const;

    std::optional<catalog::Identity> goes_with(const catalog::Identity& id) const;
    std::optional<catalog::Identity> sequence_goes_with(const catalog::Identity& id) const;
    std::optional<catalog::Identity> column_above(const catalog::Identity& column) const;
    bool is_own(const catalog::Identity& column) const;
    bool gives_up_name(const catalog::Fact& part) const;
    bool is_explicit(const catalog::Identity& id) const;
    bool is_left_to_children(const catalog::Fact& column) const;

    ChangeGraph& graph_;
    std::map<catalog::Identity, catalog::Identity> whole_index_; // by that of a partition
    std::map<catalog::Identity, catalog::Identity> type_;        // by its functions
    std::map<catalog::Identity, std::string> sequences_aside_;   // what they are called then
    std::set<catalog::Identity> referred_to_;                    // tables, by foreign keys
};

} // namespace pgslate::plan
