#include "plan/change_nodes.hpp"

#include "catalog/index.hpp"
#include "plan/apart.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/rule.hpp"
#include "plan/taken_names.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

using Number = std::optional<std::size_t>;
using ByIdentity = std::map<Identity, std::size_t>;

Number found(const ByIdentity& numbers, const Identity& id) {
    const auto entry = numbers.find(id);
    return entry == numbers.end() ? std::nullopt : std::optional(entry->second);
}

// What may be there only once at a time.
std::vector<TakenName> taken_by(const Fact& fact) {
    auto names = names_taken_by(fact.id);
    if (const auto only_one = find_rule(fact.id.kind)->only_one; only_one != nullptr)
        if (auto of = only_one(fact); !of.empty())
            names.emplace_back(std::pair(catalog::NameSpace::own_kind, fact.id.kind),
                               std::move(of));
    return names;
}

class Adding {
  public:
    Adding(Nodes& nodes, const Changes& changes)
        : nodes_(nodes), changes_(changes), live_(changes.live), live_index_(changes.live),
          target_index_(changes.target) {
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (nodes.list[i].part != Part::last && nodes.list[i].part != Part::late)
                created_.emplace(nodes.list[i].fact->id, i);
    }

    void run() {
        find_changed_columns();
        note_whole_indexes();
        note_functions_of_types();
        note_sequences_aside();
        for (const auto& id : changes_.dropped) add_drop(id);
        for (const auto& [id, alterations] : changes_.altered) add_alterations(id, alterations);
        for (const auto& [id, name] : changes_.aside) step_aside(id, name);
        for (const auto& [id, rows] : changes_.copied) copy_rows(id, rows);
        for (const auto& dependency : live_.dependencies) connect_live(dependency);
        for (const auto& id : changes_.dropped) connect_parts(id);
        for (const auto& dependency : changes_.target.dependencies) connect_target(dependency);
        connect_parents();
        free_names();
        connect_sequences();
        connect_identities();
        connect_counters();
        connect_triggers();
        connect_children();
        connect_new_partitions();
        connect_old_partitions();
        connect_extensions();
        connect_moved();
        connect_persistence();
    }

  private:
    void need(Number node, Number on, Bond bond = Bond::certain) {
        if (node && on && *node != *on) nodes_.needs[*node].push_back({*on, bond, true});
    }

    bool is_dropped(const Identity& id) const { return changes_.dropped.contains(id); }

    // The column that a live sequence goes away with.
    const Fact* owning_column(const Identity& sequence) const {
        const auto* owner = live_.find({Kind::sequence_owner, sequence.names, {}});
        return owner == nullptr ? nullptr : live_.find({Kind::column, owner->list("column"), {}});
    }

    // The index of a partition goes with that of the whole.
    void note_whole_indexes() {
        for (const auto& [whole, part] : indexes_of_partitions(live_))
            if (is_dropped(whole)) whole_index_.emplace(part, whole);
    }

    static bool is_made_of_functions(const Identity& id) {
        return id.kind == Kind::base_type || id.kind == Kind::range_type;
    }

    // A type and functions that it consists of need each other: they go together.
    void note_functions_of_types() {
        std::multimap<std::vector<std::string>, const Dependency*> functions; // by the type's name
        for (const auto& dependency : live_.dependencies)
            if (is_made_of_functions(dependency.from) && is_dropped(dependency.from)
                && dependency.on.kind == Kind::function)
                functions.emplace(dependency.from.names, &dependency);
        for (const auto& [from, on, strength, at_once] : live_.dependencies) {
            if (!is_made_of_functions(on) && on.kind != Kind::shell_type) continue;
            const auto [first, last] = functions.equal_range(on.names);
            for (auto at = first; at != last; ++at)
                if (at->second->on == from) type_.emplace(from, at->second->from);
        }
    }

    void note_sequences_aside() {
        for (const auto& [column, counter] : changes_.counters)
            if (!counter.aside.empty())
                sequences_aside_.emplace(Identity{Kind::sequence, counter.live, {}}, counter.aside);
    }

    // The column that it goes with where its table has it from another one.
    std::optional<Identity> column_above(const Identity& column) const {
        const auto* table = live_.find({Kind::table, {column.names.at(0), column.names.at(1)}, {}});
        if (table == nullptr) return std::nullopt;
        for (const auto& whole : wholes_of(*table)) {
            const auto kind = whole.kind == Kind::table ? Kind::column : Kind::attribute;
            auto above = part_of(whole, kind, column.name());
            if (is_own(above) && is_dropped(above)) return above;
            if (kind == Kind::column && !is_own(above))
                if (auto more = column_above(above)) return more;
        }
        return std::nullopt;
    }

    bool is_own(const Identity& column) const {
        const auto* fact = live_.find(column);
        return fact != nullptr && fact->has("type");
    }

    // With what does it go by itself? The whole that it is a part of; a sequence goes with its
    // column, and what is said of that with the sequence.
    std::optional<Identity> goes_with(const Identity& id) const {
        const auto& fact = *live_.find(id);
        if (fact.parent && is_dropped(*fact.parent) && !gives_up_name(fact)) return fact.parent;
        if (const auto subject = subject_of(id); subject != id && is_dropped(subject))
            return subject;
        if (const auto whole = whole_index_.find(id); whole != whole_index_.end())
            return whole->second;
        if (const auto type = type_.find(id); type != type_.end()) return type->second;
        if (id.kind == Kind::column && !fact.has("type")) return column_above(id);
        if (id.kind == Kind::sequence_owner) {
            const Identity sequence{Kind::sequence, id.names, {}};
            if (is_dropped(sequence)) return sequence;
        }
        if (id.kind != Kind::sequence) return std::nullopt;
        const auto* column = owning_column(id);
        if (column == nullptr || !is_dropped(column->id)) return std::nullopt;
        return column->id;
    }

    // Of a table whose rows are copied: what takes the place of the part is there before it goes.
    bool gives_up_name(const Fact& part) const {
        return changes_.copied.contains(*part.parent)
               && (has_index(part.id.kind) || part.id.kind == Kind::statistics
                   || part.id.kind == Kind::foreign_key);
    }

    // A foreign key goes before the table that it refers to, whichever of the two goes first.
    bool is_explicit(const Identity& id) const {
        if (id.kind != Kind::foreign_key) return false;
        const auto& key = *live_.find(id);
        const Identity table{Kind::table, key.list("references"), {}};
        return is_dropped(table) && table != key.parent;
    }

    // Its children have the column by themselves from then on.
    bool is_left_to_children(const Fact& column) const {
        if (column.id.kind != Kind::column || !column.has("type")) return false;
        const auto& children =
            live_index_.hanging_on({column.id.names.begin(), column.id.names.end() - 1});
        return !children.empty() && std::ranges::all_of(children, [&](const Fact* child) {
            const auto own = part_of(child->id, Kind::column, column.id.name());
            return is_own(own) && !is_dropped(own) && !changes_.moved.contains(child->id);
        });
    }

    void add_drop(const Identity& id) {
        if (goes_with(id) && !is_explicit(id)) return;
        auto fact = *live_.find(id);
        if (const auto aside = changes_.aside.find(id); aside != changes_.aside.end())
            fact.id.names.back() = aside->second;
        if (const auto rows = changes_.copied.find(id); rows != changes_.copied.end()) {
            fact.id.names.back() = rows->second.aside;
            fact.attributes.erase("partition_of");
        }
        if (const auto aside = sequences_aside_.find(id); aside != sequences_aside_.end())
            fact.id.names.back() = aside->second;
        if (is_left_to_children(fact)) fact.attributes["left_to_children"] = "true";
        Alterations drops;
        for (auto& sql : drops_of(fact)) drops.push_back({.sql = std::move(sql)});
        dropped_.emplace(id, nodes_.add(*live_.find(id), Part::drop, std::move(drops)));
    }

    void add_alterations(const Identity& id, const Alterations& alterations) {
        std::map<Turn, Alterations> turns;
        for (const auto& alteration : alterations) turns[alteration.turn].push_back(alteration);
        const auto& fact = altered_fact(id);
        for (auto& [turn, statements] : turns)
            altered_[turn].emplace(id, nodes_.add(fact, Part::alter, std::move(statements)));
        need(turn_of(Turn::alter, id), turn_of(Turn::release, id));
        need(turn_of(Turn::settle, id), turn_of(Turn::release, id));
        need(turn_of(Turn::settle, id), turn_of(Turn::alter, id));
    }

    // What is new may have to be altered, too, when it is there.
    const Fact& altered_fact(const Identity& id) const {
        return changes_.created.contains(id) ? *changes_.target.find(id) : *live_.find(id);
    }

    Number turn_of(Turn turn, const Identity& id) const {
        const auto of_turn = altered_.find(turn);
        return of_turn == altered_.end() ? std::nullopt : found(of_turn->second, id);
    }

    void step_aside(const Identity& id, const std::string& name) {
        const auto node = nodes_.add(
            *live_.find(id), Part::alter,
            altered(text("ALTER TYPE {} RENAME TO {}", qualified(id), sql::Identifier(name))));
        need(found(created_, id), node);
        need(found(dropped_, id), node);
        stepping_aside_.emplace(id, node);
    }

    // A table steps aside, and goes when the one in its place, with its partitions, has the rows.
    void copy_rows(const Identity& table, const CopiedRows& rows) {
        const auto aside = nodes_.add(*live_.find(table), Part::alter, rows.stepping_aside);
        const auto copying = nodes_.add(*changes_.target.find(table), Part::alter, rows.copying);
        need(found(created_, table), aside);
        need(copying, found(created_, table));
        need(found(dropped_, table), copying);
        for (const auto* part : live_index_.all_parts_of(table))
            need(aside, found(dropped_, part->id));
        leave_partitions(table, aside, copying);
        enter_partitions(table, copying);
        for (const auto& [id, node] : created_)
            if (id.kind == Kind::foreign_key && nodes_.list[node].group == node
                && changes_.target.find(id)->list("references") == table.names)
                need(node, copying);
    }

    // Those that stay are taken out first, and take their rows along.
    void leave_partitions(const Identity& table, std::size_t aside, std::size_t copying) {
        for (const auto* partition : live_index_.hanging_on(table.names)) {
            need(found(dropped_, partition->id), copying);
            need(aside, turn_of(Turn::release, partition->id));
            for (const auto* part : live_index_.all_parts_of(table))
                need(found(dropped_, part->id), turn_of(Turn::release, partition->id));
            leave_partitions(partition->id, aside, copying);
        }
    }

    // Rows come before what looks at them, or does something about each.
    void enter_partitions(const Identity& table, std::size_t copying) {
        for (const auto* part : target_index_.parts_of(table)) {
            const auto node = found(created_, part->id);
            if (part->id.kind == Kind::column || part->id.kind == Kind::check)
                need(copying, node);
            else if (node && nodes_.list[*node].group == *node)
                need(*node, copying);
        }
        for (const auto* partition : target_index_.hanging_on(table.names)) {
            need(copying, found(created_, partition->id));
            need(copying, turn_of(Turn::settle, partition->id));
            need(turn_of(Turn::settle, partition->id), found(created_, table));
            if (changes_.created.contains(partition->id)) enter_partitions(partition->id, copying);
        }
    }

    // What takes it away: its own statement, or that of what it goes with.
    Number drop_of(Identity id) const {
        while (true) {
            if (const auto node = found(dropped_, id)) return node;
            if (live_.find(id) == nullptr && id.kind == Kind::column)
                if (const auto above = column_above(id)) return drop_of(*above);
            if (live_.find(id) == nullptr || !is_dropped(id)) return std::nullopt;
            const auto with = goes_with(id);
            if (!with) return std::nullopt;
            id = *with;
        }
    }

    // The sequence that a column owns goes when that has the numbers.
    bool hands_counter_over(Number drop, const Identity& column) const {
        const auto counter = changes_.counters.find(column);
        return drop && counter != changes_.counters.end()
               && drop == found(dropped_, {Kind::sequence, counter->second.live, {}});
    }

    // A column that a table has from another one is altered with that. Where it has nothing of its
    // own, what needs it is known to need the table.
    std::vector<Identity> altered_with(const Identity& id, const Catalog& catalog) const {
        std::vector<Identity> all = {id};
        const bool column = id.kind == Kind::column;
        if (!column && id.kind != Kind::table) return all;
        const auto end = column ? id.names.end() - 1 : id.names.end();
        const auto* table = catalog.find({Kind::table, {id.names.begin(), end}, {}});
        if (table == nullptr) return all;
        for (const auto& whole : wholes_of(*table)) {
            if (whole.kind != Kind::table) continue;
            const auto of_whole = column ? part_of(whole, Kind::column, id.name()) : whole;
            const auto more = altered_with(of_whole, catalog);
            all.insert(all.end(), more.begin(), more.end());
            if (column || !changed_columns_.contains(whole)) continue;
            const auto& columns = changed_columns_.at(whole);
            all.insert(all.end(), columns.begin(), columns.end());
        }
        return all;
    }

    void find_changed_columns() {
        const auto add = [this](const Identity& id) {
            if (id.kind != Kind::column) return;
            const Identity table{Kind::table, {id.names.begin(), id.names.end() - 1}, {}};
            changed_columns_[table].push_back(id);
        };
        for (const auto& [id, alterations] : changes_.altered) add(id);
        for (const auto* ids : {&changes_.dropped, &changes_.created})
            for (const auto& id : *ids) add(id);
    }

    void connect_live(const Dependency& dependency) {
        if (dependency.strength != Dependency::Strength::certain) return;
        const auto& [from, on, strength, at_once] = dependency;
        const auto drop = drop_of(on);
        const auto from_drop = drop_of(from);
        need(drop, from_drop);
        need(drop, turn_of(Turn::release, from));
        need(drop, turn_of(Turn::alter, from));
        if (drop && turn_of(Turn::settle, from) && !is_needed_later(dependency))
            need(drop, turn_of(Turn::settle, from)); // which needs it until then
        if (!is_dropped(on) && !hands_counter_over(from_drop, on)) {
            for (const auto& whole : altered_with(on, live_)) {
                need(turn_of(Turn::alter, whole), from_drop);
                need(drop_of(whole), from_drop);
            }
            need(turn_of(Turn::settle, on), from_drop);
            if (has_index(from.kind) && on.kind == Kind::column) // a key's columns are NOT NULL
                need(turn_of(Turn::release, on), from_drop);
        }
        if (!changes_.aside.contains(from)) need(found(stepping_aside_, on), from_drop);
    }

    bool is_needed_later(const Dependency& before) const {
        return std::ranges::any_of(changes_.target.dependencies, [&](const Dependency& later) {
            return later.from == before.from && later.on == before.on;
        });
    }

    // What goes by itself before the whole that it is a part of.
    void connect_parts(const Identity& id) {
        const auto own = found(dropped_, id);
        const auto with = goes_with(id);
        if (own && with) need(drop_of(*with), own);
    }

    Number made(const Identity& id) const { return found(created_, id); }

    void connect_target(const Dependency& dependency) {
        const auto& [from, on, strength, at_once] = dependency;
        const auto bond =
            strength == Dependency::Strength::certain ? Bond::certain : Bond::possible;
        for (const auto node : {turn_of(Turn::alter, from), turn_of(Turn::settle, from)})
            need(node, made(on), bond);
        for (const auto node : {made(from), turn_of(Turn::settle, from)}) {
            for (const auto& whole : altered_with(on, changes_.target)) {
                need(node, turn_of(Turn::alter, whole), bond);
                if (whole != on) need(node, made(whole), bond);
            }
            need(node, turn_of(Turn::settle, on), Bond::possible);
        }
    }

    // What is added to something that is altered comes behind that.
    void connect_parents() {
        for (const auto& [id, node] : created_) {
            const auto* fact = changes_.target.find(id);
            if (fact == nullptr || !fact->parent || changes_.created.contains(*fact->parent))
                continue;
            need(node, turn_of(Turn::alter, *fact->parent), Bond::possible);
            need(node, turn_of(Turn::settle, *fact->parent), Bond::possible);
        }
    }

    // It gives up its name, and those of its parts, when it steps aside.
    bool is_drop_of_aside(std::size_t node) const {
        const auto is_it = [&](const auto& entry) { return found(dropped_, entry.first) == node; };
        return std::ranges::any_of(changes_.aside, is_it)
               || std::ranges::any_of(changes_.copied, is_it);
    }

    void free_names() {
        std::multimap<TakenName, std::size_t> given_up;
        for (const auto& id : changes_.dropped)
            if (const auto node = drop_of(id); node && !is_drop_of_aside(*node))
                for (const auto& name : taken_by(*live_.find(id))) given_up.emplace(name, *node);
        for (const auto& [id, node] : created_)
            for (const auto& name : taken_by(*changes_.target.find(id))) {
                const auto [first, last] = given_up.equal_range(name);
                for (auto at = first; at != last; ++at) need(node, at->second);
            }
    }

    // The sequence of an identity column has the name that one of its own will have.
    void connect_sequences() {
        for (const auto& [id, node] : created_) {
            if (id.kind != Kind::sequence) continue;
            const auto* owner = changes_.target.find({Kind::sequence_owner, id.names, {}});
            if (owner == nullptr) continue;
            const auto& column = owner->list("column");
            need(node, turn_of(Turn::release, {Kind::column, column, {}}));
            const auto owned = made({Kind::sequence_owner, id.names, {}});
            need(owned, made({Kind::owner, id.names, Kind::sequence}));
            need(owned, turn_of(Turn::alter, {Kind::owner, {column[0], column[1]}, Kind::table}));
        }
    }

    // Nothing can be said of the sequence of a column that is no identity column any more.
    void connect_identities() {
        for (const auto& [id, node] : dropped_) {
            const auto& column = live_.find(id)->parent;
            if (!column || column->kind != Kind::column || subject_of(id).kind != Kind::sequence)
                continue;
            need(turn_of(Turn::release, *column), node);
            need(turn_of(Turn::settle, *column), node);
        }
    }

    // A counter goes over when both sequences are there, and the new one may have its name only
    // then.
    void connect_counters() {
        for (const auto& [column, counter] : changes_.counters) {
            const auto settled = turn_of(Turn::settle, column);
            const auto created = made({Kind::sequence, counter.declared, {}});
            need(created, turn_of(Turn::release, column));
            need(settled, created);
            need(found(dropped_, {Kind::sequence, counter.live, {}}), settled);
        }
    }

    // All partitions have the trigger of their table: none of them has one of its name by itself.
    void connect_triggers() {
        for (const auto& [id, node] : created_) {
            if (id.kind != Kind::trigger || is_true(*changes_.target.find(id), "inherited"))
                continue;
            for (const auto& [other, drop] : dropped_)
                if (other.kind == Kind::trigger && other.name() == id.name()
                    && (is_below(other, id) || is_below(id, other)))
                    need(node, drop);
        }
    }

    // Is the table of the one a partition of that of the other, or of one of its partitions?
    bool is_below(const Identity& part, const Identity& whole) const {
        for (const auto* table = table_of(part); table != nullptr && table->has("partition_of");) {
            const Identity above{Kind::table, table->list("partition_of"), {}};
            if (std::equal(above.names.begin(), above.names.end(), whole.names.begin()))
                return true;
            table = live_.find(above);
        }
        return false;
    }

    const Fact* table_of(const Identity& part) const {
        const auto* fact = live_.find({Kind::table, {part.names.at(0), part.names.at(1)}, {}});
        return fact != nullptr
                   ? fact
                   : live_.find({Kind::foreign_table, {part.names.at(0), part.names.at(1)}, {}});
    }

    // A column that a child is to have by itself, too, is there before its parent adds it to all;
    // of one that it has from there something is said afterwards.
    void connect_children() {
        for (const auto& [id, node] : created_) {
            const auto* column = id.kind == Kind::column ? changes_.target.find(id) : nullptr;
            if (column == nullptr || !column->parent) continue;
            const auto* table = changes_.target.find(*column->parent);
            if (table == nullptr) continue;
            for (const auto& whole : wholes_of(*table)) {
                if (made(whole)) continue; // then it adds nothing to what is there
                const auto above = made(part_of(whole, Kind::column, id.name()));
                column->has("type") ? need(above, node) : need(node, above);
            }
        }
    }

    static bool is_taken_over(Kind kind) { return kind == Kind::column || kind == Kind::check; }

    // A partition has all keys of its whole, and must be able to; what it is itself partitioned by
    // can't be altered any more.
    void connect_new_partitions() {
        for (const auto& [id, node] : created_) {
            const auto* table = changes_.target.find(id);
            if (table == nullptr) continue;
            if (has_index(id.kind)) need(turn_of(Turn::settle, *table->parent), node);
            need(turn_of(Turn::settle, id), node);
            if (!table->has("partition_of")) continue;
            const Identity whole{Kind::table, table->list("partition_of"), {}};
            for (const auto* part : live_index_.parts_of(whole))
                if (has_index(part->id.kind) || is_taken_over(part->id.kind)) {
                    need(node, found(dropped_, part->id));
                    need(node, turn_of(Turn::alter, part->id));
                }
            for (const auto& [part, made] : created_)
                if (is_taken_over(part.kind) && changes_.target.find(part)->parent == whole)
                    need(node, made);
        }
    }

    // What its whole will have, a partition that goes need not be able to.
    void connect_old_partitions() {
        for (const auto& [id, drop] : dropped_) {
            const auto* table = live_.find(id);
            if (!table->has("partition_of")) continue;
            const Identity whole{Kind::table, table->list("partition_of"), {}};
            if (is_dropped(whole)) continue;
            for (const auto* part : live_index_.parts_of(whole))
                need(turn_of(Turn::alter, part->id), drop);
            for (const auto& [part, made] : created_)
                if (changes_.target.find(part)->parent == whole) need(made, drop);
        }
    }

    // Nobody knows what an extension brings: what was there by itself goes first, and what was the
    // extension's has gone before it is made by itself.
    void connect_extensions() {
        for (const auto& [id, node] : created_)
            if (id.kind == Kind::extension)
                for (const auto& [dropped, drop] : dropped_) need(node, drop, Bond::possible);
        for (const auto& [id, alterations] : changes_.altered)
            if (id.kind == Kind::extension) connect_extension(turn_of(Turn::alter, id));
        for (const auto& [id, fact] : live_.facts)
            if (id.kind == Kind::extension_dependency) connect_to_extension(id);
        for (const auto& [id, node] : dropped_)
            if (id.kind == Kind::extension)
                for (const auto& [created, create] : created_) need(create, node, Bond::possible);
    }

    // What would go with the extension, and stays or goes by itself.
    void connect_to_extension(const Identity& dependency) {
        const auto extension = found(dropped_, {Kind::extension, {dependency.name()}, {}});
        need(extension, drop_of(dependency));
        need(extension, drop_of(subject_of(dependency)));
    }

    void connect_extension(Number altered) {
        for (const auto& [id, drop] : dropped_) need(altered, drop, Bond::possible);
        for (const auto& [id, create] : created_) need(create, altered, Bond::possible);
    }

    // A table that is taken out of a whole, or put into one, is altered and gets what it has to
    // have when it is on its own.
    void connect_moved() {
        for (const auto& [id, node] : dropped_) put_between(live_.find(id)->parent, node);
        for (const auto& [id, node] : created_)
            if (id.kind != Kind::trigger && id.kind != Kind::policy)
                put_between(changes_.target.find(id)->parent, node);
        for (const auto& [turn, nodes] : altered_)
            for (const auto& [id, node] : nodes) put_between(altered_fact(id).parent, node);
        for (const auto& table : changes_.moved) {
            connect_to_old_wholes(table);
            connect_to_new_parents(table);
            make_room_for(table);
            connect_altered_columns(table);
        }
    }

    // No partition takes the place of another before that has left it.
    void make_room_for(const Identity& table) {
        const auto& whole = changes_.target.find(table)->list("partition_of");
        for (const auto& other : changes_.moved)
            if (!whole.empty() && live_.find(other)->list("partition_of") == whole)
                need(turn_of(Turn::settle, table), turn_of(Turn::release, other));
    }

    void put_between(const std::optional<Identity>& table, std::size_t node) {
        if (!table || !changes_.moved.contains(*table)) return;
        need(node, turn_of(Turn::release, *table));
        need(turn_of(Turn::settle, *table), node);
    }

    static bool is_part_of(const Identity& id, const Identity& whole) {
        return (id.kind == Kind::check || id.kind == Kind::column) && id.names.size() == 3
               && std::equal(whole.names.begin(), whole.names.end(), id.names.begin());
    }

    // What becomes of a whole that it leaves is nothing to the table.
    void connect_to_old_wholes(const Identity& table) {
        const auto release = turn_of(Turn::release, table);
        for (const auto& whole : wholes_of(*live_.find(table)))
            for (const auto* nodes : {&created_, &dropped_, &altered_[Turn::release],
                                      &altered_[Turn::alter], &altered_[Turn::settle]})
                for (const auto& [id, node] : *nodes)
                    if (is_part_of(id, whole)) need(node, release);
    }

    // What its parents get now the table gets from them.
    void connect_to_new_parents(const Identity& table) {
        const auto& fact = *changes_.target.find(table);
        if (!fact.has("inherits")) return;
        const auto settle = turn_of(Turn::settle, table);
        for (const auto& whole : wholes_of(fact)) {
            for (const auto& [id, node] : created_) {
                if (!is_part_of(id, whole)) continue;
                if (id.kind == Kind::check) nodes_.list[node].group = node;
                need(node, settle, id.kind == Kind::check ? Bond::certain : Bond::possible);
            }
            for (const auto& [id, node] : dropped_)
                if (is_part_of(id, whole)) need(settle, node, Bond::possible);
        }
    }

    // A table is put into another when both have columns of the same types.
    void connect_altered_columns(const Identity& table) {
        const auto settle = turn_of(Turn::settle, table);
        auto both = wholes_of(*changes_.target.find(table));
        both.push_back(table);
        for (const auto& [id, alterations] : changes_.altered) {
            if (id.kind != Kind::column || alterations.empty()) continue;
            if (std::ranges::any_of(both, [&](const auto& one) { return is_part_of(id, one); }))
                need(settle, turn_of(Turn::alter, id), Bond::possible);
        }
    }

    // A table that is logged refers to none that is not (manual, "CREATE TABLE").
    void connect_persistence() {
        for (const auto& [id, fact] : changes_.target.facts) {
            if (id.kind != Kind::foreign_key || !fact.parent) continue;
            const Identity other{Kind::table, fact.list("references"), {}};
            const auto* table = changes_.target.find(*fact.parent);
            if (table == nullptr || !is_persistence_altered(*table)) continue;
            const auto one = turn_of(Turn::alter, *fact.parent);
            const auto two = turn_of(Turn::alter, other);
            is_true(*table, "unlogged") ? need(two, one) : need(one, two);
        }
    }

    bool is_persistence_altered(const Fact& table) const {
        const auto* before = live_.find(table.id);
        return before != nullptr && before->text("unlogged") != table.text("unlogged");
    }

    Nodes& nodes_;
    const Changes& changes_;
    const Catalog& live_;
    const catalog::Index live_index_;
    const catalog::Index target_index_;
    ByIdentity created_;
    ByIdentity dropped_;
    ByIdentity stepping_aside_;
    std::map<Identity, Identity> whole_index_; // by that of a partition
    std::map<Identity, Identity> type_;        // by its functions
    std::map<Identity, std::string> sequences_aside_;
    std::map<Turn, ByIdentity> altered_;
    std::map<Identity, std::vector<Identity>> changed_columns_; // by their table
};

} // namespace

void add_changes(Nodes& nodes, const Changes& changes) {
    Adding(nodes, changes).run();
}

} // namespace pgslate::plan
