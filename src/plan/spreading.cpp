#include "plan/spreading.hpp"

#include "plan/columns_of.hpp"
#include "plan/namesakes.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/replacing.hpp"
#include "plan/saying_again.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What a column has, and not only what its default names.
bool is_of_columns(Kind kind) {
    return is_type(kind) || kind == Kind::collation;
}

class Spreading {
  public:
    explicit Spreading(Draft& draft)
        : draft_(draft), partition_indexes_(indexes_of_partitions(draft.changes.live)) {}

    void run() {
        spread_all();
        replace_views_in_between();
        spread_all();
    }

  private:
    void spread_all() {
        while (const auto id = draft_.next_gone()) spread(*id);
    }

    // A view stays if it needs other columns than before. Where it needs another relation, or the
    // type of such a column changes as well, what it needs then may only be there when what it
    // needs now has gone.
    void replace_views_in_between() {
        std::vector<Identity> views;
        for (const auto& [id, alterations] : draft_.changes.altered)
            if (id.kind == Kind::view && is_in_between(id)) views.push_back(id);
        for (const auto& view : views) replace(draft_, view);
    }

    bool is_in_between(const Identity& view) const {
        const auto& needs = draft_.live_index.needs_of(view);
        return std::ranges::any_of(needs, [&](const Dependency* dependency) {
            const auto& on = dependency->on;
            return draft_.is_dropped(on) && (!stays_without(on) || has_changing_type(on));
        });
    }

    // Is it a column of a table that stays?
    bool stays_without(const Identity& column) const {
        return column.kind == Kind::column
               && !draft_.is_dropped({Kind::table, {column.names.at(0), column.names.at(1)}, {}});
    }

    bool has_changing_type(const Identity& column) const {
        const auto& needs = draft_.live_index.needs_of(column);
        return std::ranges::any_of(needs, [&](const Dependency* dependency) {
            const auto& on = dependency->on;
            return draft_.is_dropped(on) || draft_.changes.altered.contains(on);
        });
    }

    void spread(const Identity& id) {
        if (id.kind == Kind::column || id.kind == Kind::attribute) spread_to_children(id);
        if (id.kind == Kind::check) spread_to_whole(id);
        const auto [first, last] = partition_indexes_.equal_range(id);
        for (auto part = first; part != last; ++part) replace(draft_, part->second);
        for (const auto* dependency : draft_.live_index.needed_by(id)) {
            if (draft_.is_dropped(dependency->from)) continue;
            if (dependency->strength != Dependency::Strength::certain) continue;
            if (goes_with_partition(id, dependency->from)) continue;
            if (const auto* fact = draft_.live(dependency->from)) give_up(*fact, id);
        }
    }

    // The index of the whole stays when a partition goes with its own.
    bool goes_with_partition(const Identity& part, const Identity& whole) const {
        const auto* fact = draft_.live(part);
        if (!has_index(part.kind) || !has_index(whole.kind) || !fact->parent) return false;
        const auto [first, last] = partition_indexes_.equal_range(whole);
        return draft_.is_dropped(*fact->parent)
               && std::any_of(first, last, [&](const auto& entry) { return entry.second == part; });
    }

    // What a table loses its partitions and children lose with it.
    void spread_to_children(const Identity& column) {
        for (const auto* child :
             draft_.live_index.hanging_on({column.names.at(0), column.names.at(1)})) {
            const auto of_child = part_of(child->id, Kind::column, column.name());
            const auto* fact = draft_.live(of_child);
            if (fact != nullptr && fact->has("type")) continue;
            if (fact != nullptr)
                draft_.drop(of_child);
            else
                spread(of_child);
        }
    }

    // What a table has from its whole, too, goes only when that has gone.
    void spread_to_whole(const Identity& check) {
        const auto& table = draft_.live(check)->parent;
        const auto* fact = table ? draft_.live(*table) : nullptr;
        if (fact == nullptr || draft_.changes.moved.contains(*table) || draft_.is_dropped(*table))
            return;
        for (const auto& whole : wholes_above(draft_.changes.live, *fact)) {
            const auto of_whole = part_of(whole, Kind::check, check.name());
            const auto* above = draft_.live(of_whole);
            if (above != nullptr && !is_true(*above, "no_inherit")) replace(draft_, of_whole);
        }
    }

    // `fact` needs something that goes.
    void give_up(const Fact& fact, const Identity& on) {
        switch (fact.id.kind) {
        case Kind::column: return give_up_in_column(fact, on);
        case Kind::attribute: return replace(draft_, fact.parent.value());
        case Kind::domain:
            return is_of_columns(on.kind) ? replace(draft_, fact.id)
                                          : set_anew(draft_, fact.id, "default");
        case Kind::table:
        case Kind::foreign_table: return give_up_in_table(fact, on);
        case Kind::publication: return set_anew(draft_, fact.id, "tables");
        case Kind::sequence:
        case Kind::schema:
        case Kind::extension: return;
        default:
            if (!lets_go(fact.id, on)) replace(draft_, fact.id);
        }
    }

    void give_up_in_column(const Fact& column, const Identity& on) {
        if (column.has("generated")) return replace(draft_, column.id);
        if (is_of_columns(on.kind) && is_made_anew(on) && column.has("type"))
            set_type_anew(draft_, column, on);
        else
            set_anew(draft_, column.id, "default");
    }

    // As a type of another kind, it may be.
    bool is_made_anew(const Identity& type) const {
        return std::ranges::any_of(namesakes(type),
                                   [&](const Identity& one) { return draft_.is_created(one); });
    }

    // A child or partition of a table that goes stays, by itself or in the new one.
    void give_up_in_table(const Fact& table, const Identity& on) {
        if (table.has("partition_of") && table.list("partition_of") == on.names)
            return set_anew(draft_, table.id, "partition_of");
        if (table.has("of_type") && is_type(on.kind)) return set_anew(draft_, table.id, "of_type");
        if (table.has("inherits")) return set_anew(draft_, table.id, "inherits");
    }

    // What is altered in its place, and is declared without it, needs it no longer by then.
    bool lets_go(const Identity& id, const Identity& on) const {
        const auto is_from_it = [&](const auto* dependency) { return dependency->from == id; };
        return draft_.changes.altered.contains(id)
               && std::ranges::none_of(draft_.target_index.needed_by(on), is_from_it);
    }

    Draft& draft_;
    const std::multimap<Identity, Identity> partition_indexes_; // by that of the whole
};

} // namespace

void spread(Draft& draft) {
    Spreading(draft).run();
    let_needed_step_aside(draft);
    copy_through_text(draft);
}

} // namespace pgslate::plan
