#include "plan/changes.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "catalog/index.hpp"
#include "plan/columns_of.hpp"
#include "plan/composite_values.hpp"
#include "plan/in_between.hpp"
#include "plan/made_names.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/rerouted_rows.hpp"
#include "plan/rule.hpp"
#include "plan/taken_names.hpp"
#include "plan/used_labels.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Does it hold on to the type of a column that it names (manual, "ALTER TABLE")? The server itself
// makes indexes, constraints and statistics anew.
bool holds_type_of_column(const Fact& fact) {
    switch (fact.id.kind) {
    case Kind::view:
    case Kind::materialized_view:
    case Kind::rule:
    case Kind::policy:
    case Kind::trigger:
    case Kind::function: return true;
    case Kind::column: return fact.has("generated");
    default: return false;
    }
}

class Work {
  public:
    Work(Catalog declared, Catalog live, const std::vector<Difference>& differences,
         std::set<Identity> moved, int server_major, const NoAssignment& no_assignment)
        : major_(server_major),
          no_assignment_(no_assignment), changes_{.target = with_what_stays(std::move(declared),
                                                                            live, differences),
                                                  .live = std::move(live),
                                                  .moved = std::move(moved)},
          live_index_(changes_.live), target_index_(changes_.target),
          spare_(changes_.live, changes_.target),
          partition_indexes_(indexes_of_partitions(changes_.live)) {
        changes_.counters = counters_taken_over(changes_.target, changes_.live, differences);
    }

    Changes run(const std::vector<Difference>& differences, const std::set<Identity>& rekeyed) {
        for (const auto& table : rekeyed) replace_with_rows(table);
        for (const auto& difference : differences) begin(difference);
        for (const auto& table : changes_.moved) make_checks_anew(table);
        own_sequences();
        while (!gone_.empty()) {
            const auto id = gone_.front();
            gone_.pop_front();
            spread(id);
        }
        for (const auto& id : changes_.created) changes_.altered.erase(id);
        for (const auto& id : changes_.dropped) changes_.altered.erase(id);
        for (const auto& id : changes_.created) attach_last(id);
        reroute_rows(differences);
        return std::move(changes_);
    }

  private:
    const Fact* live(const Identity& id) const { return changes_.live.find(id); }
    const Fact* target(const Identity& id) const { return changes_.target.find(id); }

    Change change_of(const Identity& id) const {
        Change change{changes_.live.facts.at(id), changes_.target.facts.at(id), major_};
        change.through_text =
            to_new_type_.contains(id)
            || no_assignment_.contains({change.live.text("type"), change.declared.text("type")});
        const auto counter = changes_.counters.find(id);
        if (counter != changes_.counters.end()) change.counter = &counter->second;
        change.is_watched =
            id.kind == Kind::column && change.live.parent && is_watched(*change.live.parent);
        change.is_name_taken = id.kind == Kind::column && is_name_taken(change);
        return change;
    }

    bool is_name_taken(const Change& change) const {
        constexpr int has_names = 18;
        if (major_ < has_names || !change.live.parent || !is_true(change.declared, "not_null"))
            return false;
        const auto wanted = names_taken_by(change.declared).back();
        return std::ranges::any_of(
            live_index_.parts_of(*change.live.parent), [&](const auto* part) {
                const auto taken = names_taken_by(*part);
                return part->id != change.live.id && std::ranges::count(taken, wanted) > 0;
            });
    }

    bool is_watched(const Identity& table) const {
        const auto is_check = [](const Fact* part) { return part->id.kind == Kind::check; };
        return std::ranges::any_of(live_index_.parts_of(table), is_check)
               || std::ranges::any_of(target_index_.parts_of(table), is_check)
               || std::ranges::any_of(live_index_.needed_by(table), [](const auto* dependency) {
                      return dependency->from.kind == Kind::publication;
                  });
    }

    void begin(const Difference& difference) {
        switch (difference.kind) {
        case Difference::Kind::missing:
            if (!is_told_otherwise(difference.id)) create(difference.id);
            return;
        case Difference::Kind::undeclared:
            if (!comes_from_whole(difference.id) && !is_told_otherwise(difference.id))
                drop(difference.id);
            return;
        case Difference::Kind::different: return alter(difference);
        }
    }

    // A column that a table will have from another one is no column of its own any more: the values
    // stay, and where the table is no partition, PostgreSQL goes on taking it for its own, too.
    bool comes_from_whole(const Identity& id) const {
        const auto* fact = id.kind == Kind::column ? live(id) : nullptr;
        if (fact == nullptr || !fact->parent || !fact->has("type")) return false;
        const auto* table = target(*fact->parent);
        return table != nullptr && has_from_whole(changes_.target, *table, id.name());
    }

    // The indexes of a new partition are made, and called, as is declared before its whole wants
    // some: then the server takes these, and makes none itself (manual, "ALTER TABLE": ATTACH
    // PARTITION).
    void attach_last(const Identity& id) {
        auto& fact = changes_.target.facts.at(id);
        if (id.kind != Kind::table || !fact.has("partition_of")) return;
        const Identity whole{Kind::table, fact.list("partition_of"), {}};
        if (live(whole) == nullptr || changes_.dropped.contains(whole)) return;
        const auto wants_index = [&](const Fact* part) {
            return has_index(part->id.kind) && !changes_.dropped.contains(part->id);
        };
        if (!std::ranges::any_of(live_index_.parts_of(whole), wants_index)) return;
        fact.attributes["attached_last"] = "true";
        for (const auto* part : target_index_.parts_of(id)) // which LIKE has no words for
            if (part->id.kind == Kind::column && !part->has("type"))
                changes_.target.facts.at(part->id).attributes["apart"] = "true";
        constexpr auto mode = LockMode::share_update_exclusive;
        changes_.altered[id] = {{.sql = attached_to_whole(fact),
                                 .turn = Turn::settle,
                                 .lock = mode,
                                 .others = find_rule(id.kind)->locks_too(fact, mode)}};
    }

    // A partition whose columns stand elsewhere than in its table has all of them, and the checks,
    // by itself, as the reader tells; any other has them from that.
    bool is_told_otherwise(const Identity& id) const {
        const auto* fact = target(id) != nullptr ? target(id) : live(id);
        if ((id.kind != Kind::column && id.kind != Kind::check) || !fact->parent) return false;
        const auto* before = live(*fact->parent);
        const auto* after = target(*fact->parent);
        if (before == nullptr || after == nullptr || !before->has("partition_of")
            || before->list("partition_of") != after->list("partition_of")
            || is_true(*before, "attached") == is_true(*after, "attached"))
            return false;
        const auto& catalog = is_true(*after, "attached") ? changes_.live : changes_.target;
        if (id.kind == Kind::column) return has_from_whole(catalog, *after, id.name());
        return std::ranges::any_of(wholes_of(*after), [&](const Identity& whole) {
            return catalog.find(part_of(whole, Kind::check, id.name())) != nullptr;
        });
    }

    // A child has a check from its new parent and not by itself if that gets it afterwards.
    void make_checks_anew(const Identity& table) {
        for (const auto& whole : wholes_of(*target(table))) {
            if (!target(table)->has("inherits")
                || std::ranges::count(wholes_of(*live(table)), whole))
                continue;
            for (const auto* part : target_index_.parts_of(whole))
                if (part->id.kind == Kind::check && live(part->id) != nullptr
                    && !is_true(*part, "no_inherit")
                    && target(part_of(table, Kind::check, part->id.name())) == nullptr)
                    replace(part->id);
        }
    }

    // A partition that is new, or gets other bounds, may take rows from others.
    void reroute_rows(const std::vector<Difference>& differences) {
        std::set<Identity> wholes;
        for (const auto& difference : differences)
            if (const auto* table = target(difference.id);
                table != nullptr && table->has("partition_of"))
                wholes.insert({Kind::table, table->list("partition_of"), {}});
        for (const auto& whole : wholes)
            if (!changes_.created.contains(whole) && !has_altered_columns(whole))
                reroute_rows_of(whole);
    }

    void reroute_rows_of(const Identity& whole) {
        auto rows = rerouted_rows({changes_.live, live_index_}, {changes_.target, target_index_},
                                  whole, spare_);
        if (!rows || std::ranges::any_of(rows->partitions, [&](const auto& entry) {
                return changes_.created.contains(entry.first);
            }))
            return;
        add(rows->waiting, changes_.altered[whole]);
        add(rows->coming_back, changes_.altered[whole]);
        for (const auto& [partition, alterations] : rows->partitions) {
            auto& all = changes_.altered[partition];
            std::erase_if(all, [&](const Alteration& one) { return is_among(alterations, one); });
            add(alterations, all);
        }
        changes_.rerouted.emplace(whole, rows->rest);
    }

    // Then the rows that wait would be of other types than those that stay.
    bool has_altered_columns(const Identity& table) const {
        return std::ranges::any_of(changes_.altered, [&](const auto& entry) {
            const auto* column = entry.first.kind == Kind::column ? target(entry.first) : nullptr;
            return column != nullptr && column->parent == table && !entry.second.empty();
        });
    }

    void alter(const Difference& difference) {
        const auto alterations = alterations_of(difference);
        if (!alterations
            || is_label_used_at_once(difference.id, changes_.live, changes_.target,
                                     target_index_)) {
            return replace_with_rows(difference.id);
        }
        add(*alterations, changes_.altered[difference.id]);
        if (is_held(difference)) release_from(difference.id);
    }

    void replace_with_rows(const Identity& id) {
        if (!changes_.copied.contains(id)) keep_rows(id);
        replace(id);
    }

    // Where only a new table will do, it gets the rows of the old one.
    void keep_rows(const Identity& table) {
        auto rows = copied_rows({changes_.live, live_index_}, {changes_.target, target_index_},
                                table, spare_, no_assignment_);
        if (!rows) return;
        changes_.copied.emplace(table, *std::move(rows));
        name_not_null(table);
    }

    // The old table keeps the name that the server would give; it may be there twice only if it is
    // said.
    void name_not_null(const Identity& table) {
        constexpr int has_names = 18;
        if (major_ < has_names) return;
        for (const auto* part : target_index_.parts_of(table)) {
            auto& column = changes_.target.facts.at(part->id);
            if (column.id.kind == Kind::column && is_true(column, "not_null"))
                column.attributes.try_emplace("not_null_said", not_null_of(column));
        }
    }

    static bool is_held(const Difference& difference) {
        return std::ranges::any_of(difference.attributes, [&](const auto& attribute) {
            const auto* row = find_attribute(difference.id.kind, attribute.name);
            return row != nullptr && row->held;
        });
    }

    MaybeAlterations alterations_of(const Difference& difference) const {
        const auto change = change_of(difference.id);
        Alterations all;
        std::set<Alter> done;
        for (const auto& attribute : difference.attributes) {
            const auto* row = find_attribute(difference.id.kind, attribute.name);
            if (row == nullptr || row->alter == nullptr) return std::nullopt;
            if (!done.insert(row->alter).second) continue;
            auto some = altered_by(*row, change);
            if (!some) return std::nullopt;
            add(*some, all);
        }
        return all;
    }

    static bool is_among(const Alterations& all, const Alteration& one) {
        return std::ranges::any_of(all, [&](const Alteration& other) {
            return other.sql.sql() == one.sql.sql() && other.turn == one.turn;
        });
    }

    // Two attributes may both want the default to step aside.
    static void add(const Alterations& some, Alterations& all) {
        for (const auto& one : some)
            if (!is_among(all, one)) all.push_back(one);
    }

    void create(const Identity& id) {
        if (target(id) == nullptr || !changes_.created.insert(id).second) return;
        for (const auto* part : target_index_.parts_of(id)) create(part->id);
    }

    // A sequence goes to a column of a table that is there only if both have one owner.
    void own_sequences() {
        std::vector<Fact> owners;
        for (const auto& id : changes_.created) {
            if (id.kind != Kind::sequence_owner) continue;
            const auto& column = target(id)->list("column");
            const Identity table{Kind::table, {column.at(0), column.at(1)}, {}};
            const auto* owner = target({Kind::owner, table.names, Kind::table});
            if (owner == nullptr || changes_.created.contains(table)) continue;
            owners.push_back(
                {.id = {Kind::owner, id.names, Kind::sequence}, .attributes = owner->attributes});
        }
        for (auto& owner : owners)
            if (changes_.target.facts.emplace(owner.id, owner).second)
                changes_.created.insert(owner.id);
    }

    void drop(const Identity& id) {
        if (live(id) == nullptr || !changes_.dropped.insert(id).second) return;
        gone_.push_back(id);
        for (const auto* part : live_index_.parts_of(id)) drop(part->id);
    }

    // The parts that the target has of it are made again with it, or because it was dropped.
    void replace(const Identity& id) {
        drop(id);
        create(id);
        if (id.kind == Kind::base_type || id.kind == Kind::range_type) replace_name(id);
        if (is_type(id.kind)) convert_to(id);
    }

    // Nobody knows yet what becomes a value of it by assignment.
    void convert_to(const Identity& type) {
        for (const auto* dependency : target_index_.needed_by(type)) {
            const auto& id = dependency->from;
            if (id.kind != Kind::column || live(id) == nullptr || !live(id)->has("type")) continue;
            if (!target(id)->has("type") || live(id)->text("type") == target(id)->text("type"))
                continue;
            const auto planned = changes_.altered.find(id);
            const auto& row = *find_attribute(Kind::column, "type");
            const auto before = altered_by(row, change_of(id)).value_or(Alterations());
            if (!to_new_type_.insert(id).second || planned == changes_.altered.end()) continue;
            std::erase_if(planned->second,
                          [&](const Alteration& one) { return is_among(before, one); });
            add(altered_by(row, change_of(id)).value_or(Alterations()), planned->second);
        }
    }

    // The name that the functions of a type need before it goes with it.
    void replace_name(const Identity& type) {
        const Identity name{Kind::shell_type, type.names, {}};
        drop(name);
        create(name);
    }

    // What holds on to a column steps aside while its type changes.
    void release_from(const Identity& id) {
        for (const auto* dependency : live_index_.needed_by(id))
            if (const auto* fact = live(dependency->from);
                fact != nullptr && holds_type_of_column(*fact))
                replace(dependency->from);
        release_keys_of(id);
        if (id.kind == Kind::attribute) return hold_composite(*live(id)->parent);
        const auto* column = live(id);
        if (column != nullptr && changes_.moved.contains(*column->parent))
            release_from_table(*column->parent);
        for (const auto* child : live_index_.hanging_on({id.names.at(0), id.names.at(1)}))
            release_from_child(*child, id.name());
    }

    // The server compares the one column of a foreign key with the other after each statement, and
    // can't if only one of them has its new type yet.
    void release_keys_of(const Identity& column) {
        for (const auto* dependency : live_index_.needed_by(column))
            if (const auto* key = live(dependency->from);
                key != nullptr && key->id.kind == Kind::foreign_key && converts_both(*key, column))
                replace(key->id);
    }

    bool converts_both(const Fact& key, const Identity& column) const {
        const auto& own = key.list("columns");
        const auto& referenced = key.list("to");
        const Identity other{Kind::table, key.list("references"), {}};
        for (std::size_t i = 0; i < std::min(own.size(), referenced.size()); ++i) {
            const auto one = part_of(*key.parent, Kind::column, own[i]);
            const auto two = part_of(other, Kind::column, referenced[i]);
            if ((one == column && converts(two)) || (two == column && converts(one))) return true;
        }
        return false;
    }

    bool converts(const Identity& column) const {
        const auto planned = changes_.altered.find(column);
        return planned != changes_.altered.end()
               && std::ranges::any_of(planned->second, &Alteration::converts);
    }

    // Of a column that has nothing of its own is known that somebody needs its table.
    void release_from_child(const Fact& child, const std::string& column) {
        const auto of_child = part_of(child.id, Kind::column, column);
        release_from(of_child);
        if (live(of_child) == nullptr) release_from_table(child.id);
    }

    void release_from_table(const Identity& table) {
        for (const auto* dependency : live_index_.needed_by(table))
            if (const auto kind = dependency->from.kind;
                kind == Kind::view || kind == Kind::materialized_view || kind == Kind::rule
                || kind == Kind::policy || kind == Kind::trigger)
                replace(dependency->from);
    }

    // Attributes of a type that columns have can't change theirs.
    void hold_composite(const Identity& type) {
        const auto is_column = [](const Dependency* dependency) {
            return dependency->from.kind == Kind::column || is_type(dependency->from.kind)
                   || dependency->from.kind == Kind::attribute;
        };
        if (std::ranges::any_of(live_index_.needed_by(type), is_column)) replace(type);
    }

    void spread(const Identity& id) {
        if (id.kind == Kind::column || id.kind == Kind::attribute) spread_to_children(id);
        if (id.kind == Kind::check) spread_to_whole(id);
        const auto [first, last] = partition_indexes_.equal_range(id);
        for (auto part = first; part != last; ++part) replace(part->second);
        for (const auto* dependency : live_index_.needed_by(id)) {
            if (changes_.dropped.contains(dependency->from)) continue;
            if (dependency->strength != Dependency::Strength::certain) continue;
            if (const auto* fact = live(dependency->from)) give_up(*fact, id);
        }
    }

    // What a table has from its whole, too, goes only when that has gone.
    void spread_to_whole(const Identity& check) {
        const auto& table = live(check)->parent;
        const auto* fact = table ? live(*table) : nullptr;
        if (fact == nullptr || changes_.moved.contains(*table) || changes_.dropped.contains(*table))
            return;
        for (const auto& whole : wholes_above(changes_.live, *fact)) {
            const auto of_whole = part_of(whole, Kind::check, check.name());
            const auto* above = live(of_whole);
            if (above != nullptr && !is_true(*above, "no_inherit")) replace(of_whole);
        }
    }

    // What a table loses its partitions and children lose with it.
    void spread_to_children(const Identity& column) {
        for (const auto* child : live_index_.hanging_on({column.names.at(0), column.names.at(1)})) {
            const auto of_child = part_of(child->id, Kind::column, column.name());
            const auto* fact = live(of_child);
            if (fact != nullptr && fact->has("type")) continue;
            if (fact != nullptr)
                drop(of_child);
            else
                spread(of_child);
        }
    }

    // What is altered in its place, and is declared without it, needs it no longer by then.
    bool lets_go(const Identity& id, const Identity& on) const {
        return changes_.altered.contains(id)
               && std::ranges::none_of(target_index_.needed_by(on), [&](const auto* dependency) {
                      return dependency->from == id;
                  });
    }

    // `fact` needs something that goes.
    void give_up(const Fact& fact, const Identity& on) {
        switch (fact.id.kind) {
        case Kind::column: return give_up_in_column(fact, on);
        case Kind::attribute: return replace(fact.parent.value());
        case Kind::domain:
            return is_of_columns(on.kind) ? replace(fact.id) : set_anew(fact.id, "default");
        case Kind::table:
        case Kind::foreign_table: return give_up_in_table(fact, on);
        case Kind::publication: return set_anew(fact.id, "tables");
        case Kind::sequence:
        case Kind::schema:
        case Kind::extension: return;
        default:
            if (!lets_go(fact.id, on)) replace(fact.id);
        }
    }

    // What a column has, and not only what its default names.
    static bool is_of_columns(Kind kind) { return is_type(kind) || kind == Kind::collation; }

    void give_up_in_column(const Fact& column, const Identity& on) {
        if (column.has("generated")) return replace(column.id);
        if (is_of_columns(on.kind) && changes_.created.contains(on) && column.has("type")) {
            step_aside(on);
            set_type_anew(column, on);
        } else {
            set_anew(column.id, "default");
        }
    }

    // The columns that have it keep their values in the meantime.
    void step_aside(const Identity& type) {
        if (!changes_.aside.contains(type))
            changes_.aside.emplace(type, spare_.next("pgslate_before", type.names.front()));
    }

    // An attribute goes to where it is called the same. Of an array, and of what holds the type
    // further inside, only the model can say how.
    sql::Text by_attribute(const Fact& column, const Identity& type) const {
        if (type.kind != Kind::composite_type || target(column.id)->has("using")) return {};
        const auto before = attributes_of(live_index_, type);
        const auto after = attributes_of(target_index_, type);
        if (have_same_places(before, after)) return {};
        if (column.text("type") == quoted(qualified(type)))
            return plan::by_attribute(column, before, after, type);
        throw Error(
            ExitStatus::refused,
            format("the values of {} can't follow {}, whose attributes change their places; "
                   "nothing was changed",
                   to_string(column.id), to_string(type)),
            {"`using` in the model of the column says what becomes of them."});
    }

    // The values go through their text, which is the only thing that two types of one name have in
    // common.
    void set_type_anew(const Fact& column, const Identity& type) {
        const auto* declared = target(column.id);
        if (declared == nullptr || !declared->has("type")) return;
        const auto& row = *find_attribute(Kind::column, "type");
        auto change = change_of(column.id);
        const auto planned = altered_by(row, change).value_or(Alterations());
        change.through_text = is_type(type.kind); // a collation leaves them what they are
        change.by_attribute = by_attribute(column, type);
        const auto again = altered_by(row, change);
        if (!again) return replace(column.id);
        auto& all = changes_.altered[column.id];
        std::erase_if(all, [&](const Alteration& one) { return is_among(planned, one); });
        add(*again, all);
        release_from(column.id);
    }

    // Says an attribute again that has not changed, because what it names is made anew.
    void set_anew(const Identity& id, std::string_view attribute) {
        const auto* row = find_attribute(id.kind, attribute);
        const auto* declared = target(id);
        if (row == nullptr || declared == nullptr) return;
        if (const auto again = altered_by(*row, change_of(id))) add(*again, changes_.altered[id]);
    }

    // A child or partition of a table that goes stays, by itself or in the new one.
    void give_up_in_table(const Fact& table, const Identity& on) {
        if (table.has("partition_of") && table.list("partition_of") == on.names)
            return set_anew(table.id, "partition_of");
        if (table.has("of_type") && is_type(on.kind)) return set_anew(table.id, "of_type");
        if (table.has("inherits")) return set_anew(table.id, "inherits");
    }

    int major_;
    const NoAssignment& no_assignment_;
    Changes changes_;
    const catalog::Index live_index_;
    const catalog::Index target_index_;
    SpareNames spare_;
    const std::multimap<Identity, Identity> partition_indexes_; // by that of the whole
    std::set<Identity> to_new_type_;                            // columns
    std::deque<Identity> gone_; // whose dependents are still to be looked at
};

} // namespace

Changes changes_of(const Catalog& declared, const Catalog& live,
                   const std::vector<Difference>& differences, int server_major,
                   const NoAssignment& no_assignment) {
    auto between = in_between(declared, live, differences);
    return Work(std::move(between.target), std::move(between.live), between.differences,
                std::move(between.moved), server_major, no_assignment)
        .run(between.differences, between.rekeyed);
}

TypeChanges type_changes(const Catalog& declared, const Catalog& live,
                         const std::vector<Difference>& differences) {
    TypeChanges pairs;
    for (const auto& difference : in_between(declared, live, differences).differences)
        for (const auto& [name, now, before] : difference.attributes)
            if (difference.id.kind == Kind::column && name == "type" && now && before)
                pairs.emplace_back(std::get<std::string>(*before), std::get<std::string>(*now));
    return pairs;
}

} // namespace pgslate::plan
