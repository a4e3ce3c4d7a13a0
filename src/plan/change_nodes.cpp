#include "plan/change_nodes.hpp"

#include "plan/rule.hpp"
#include "plan/taken_names.hpp"
#include "plan/writing.hpp"

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

bool has_index(Kind kind) {
    return kind == Kind::index || kind == Kind::primary_key || kind == Kind::unique
           || kind == Kind::exclude;
}

class Adding {
  public:
    Adding(Nodes& nodes, const Changes& changes, const Catalog& live)
        : nodes_(nodes), changes_(changes), live_(live) {
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (nodes.list[i].part != Part::last && nodes.list[i].part != Part::late)
                created_.emplace(nodes.list[i].fact->id, i);
    }

    void run() {
        note_whole_indexes();
        for (const auto& id : changes_.dropped) add_drop(id);
        for (const auto& [id, alterations] : changes_.altered) add_alterations(id, alterations);
        for (const auto& [id, name] : changes_.aside) step_aside(id, name);
        for (const auto& dependency : live_.dependencies) connect_live(dependency);
        for (const auto& id : changes_.dropped) connect_parts(id);
        for (const auto& dependency : changes_.target.dependencies) connect_target(dependency);
        connect_parents();
        free_names();
        connect_sequences();
        connect_children();
        connect_extensions();
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

    // The index of a partition goes with that of the whole, which is known to need it.
    void note_whole_indexes() {
        for (const auto& [from, on, strength, at_once] : live_.dependencies)
            if (has_index(from.kind) && has_index(on.kind) && is_dropped(from))
                whole_index_.emplace(on, from);
    }

    // With what does it go by itself? The whole that it is a part of; a sequence goes with its
    // column, and what is said of that with the sequence.
    std::optional<Identity> goes_with(const Identity& id) const {
        const auto& fact = *live_.find(id);
        if (fact.parent && is_dropped(*fact.parent)) return fact.parent;
        if (const auto subject = subject_of(id); subject != id && is_dropped(subject))
            return subject;
        if (const auto whole = whole_index_.find(id); whole != whole_index_.end())
            return whole->second;
        if (id.kind == Kind::sequence_owner) {
            const Identity sequence{Kind::sequence, id.names, {}};
            if (is_dropped(sequence)) return sequence;
        }
        if (id.kind != Kind::sequence) return std::nullopt;
        const auto* column = owning_column(id);
        if (column == nullptr || !is_dropped(column->id)) return std::nullopt;
        return column->id;
    }

    // A foreign key goes before the table that it refers to, whichever of the two goes first.
    bool is_explicit(const Identity& id) const {
        if (id.kind != Kind::foreign_key) return false;
        const auto& key = *live_.find(id);
        const Identity table{Kind::table, key.list("references"), {}};
        return is_dropped(table) && table != key.parent;
    }

    void add_drop(const Identity& id) {
        if (goes_with(id) && !is_explicit(id)) return;
        const auto aside = changes_.aside.find(id);
        auto fact = *live_.find(id);
        if (aside != changes_.aside.end()) fact.id.names.back() = aside->second;
        Alterations drops;
        for (auto& sql : drops_of(fact)) drops.push_back({.sql = std::move(sql)});
        dropped_.emplace(id, nodes_.add(*live_.find(id), Part::drop, std::move(drops)));
    }

    void add_alterations(const Identity& id, const Alterations& alterations) {
        std::map<Turn, Alterations> turns;
        for (const auto& alteration : alterations) turns[alteration.turn].push_back(alteration);
        const auto& fact = *live_.find(id);
        for (auto& [turn, statements] : turns)
            altered_[turn].emplace(id, nodes_.add(fact, Part::alter, std::move(statements)));
        need(turn_of(Turn::alter, id), turn_of(Turn::release, id));
        need(turn_of(Turn::settle, id), turn_of(Turn::release, id));
        need(turn_of(Turn::settle, id), turn_of(Turn::alter, id));
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
    }

    // What takes it away: its own statement, or that of what it goes with.
    Number drop_of(Identity id) const {
        while (true) {
            if (const auto node = found(dropped_, id)) return node;
            if (live_.find(id) == nullptr || !is_dropped(id)) return std::nullopt;
            const auto with = goes_with(id);
            if (!with) return std::nullopt;
            id = *with;
        }
    }

    void connect_live(const Dependency& dependency) {
        if (dependency.strength != Dependency::Strength::certain) return;
        const auto& [from, on, strength, at_once] = dependency;
        const auto drop = drop_of(on);
        const auto from_drop = drop_of(from);
        need(drop, from_drop);
        need(drop, turn_of(Turn::release, from));
        need(drop, turn_of(Turn::alter, from));
        if (!is_dropped(on)) {
            need(turn_of(Turn::alter, on), from_drop);
            need(turn_of(Turn::settle, on), from_drop);
        }
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
        for (const auto node :
             {made(from), turn_of(Turn::alter, from), turn_of(Turn::settle, from)})
            need(node, made(on), bond);
        for (const auto node : {made(from), turn_of(Turn::settle, from)}) {
            need(node, turn_of(Turn::alter, on), bond);
            need(node, turn_of(Turn::settle, on), Bond::possible);
        }
    }

    // What is added to something that is altered comes behind that.
    void connect_parents() {
        for (const auto& [id, node] : created_) {
            const auto* fact = changes_.target.find(id);
            if (fact == nullptr || !fact->parent) continue;
            need(node, turn_of(Turn::alter, *fact->parent), Bond::possible);
            need(node, turn_of(Turn::settle, *fact->parent), Bond::possible);
        }
    }

    void free_names() {
        std::map<TakenName, std::size_t> given_up;
        for (const auto& id : changes_.dropped)
            if (const auto node = drop_of(id); node && !changes_.aside.contains(subject_of(id)))
                for (const auto& name : names_taken_by(id)) given_up.emplace(name, *node);
        for (const auto& [id, node] : created_)
            for (const auto& name : names_taken_by(id))
                if (const auto entry = given_up.find(name); entry != given_up.end())
                    need(node, entry->second);
    }

    // The sequence of an identity column has the name that one of its own will have.
    void connect_sequences() {
        for (const auto& [id, node] : created_) {
            if (id.kind != Kind::sequence) continue;
            const auto* owner = changes_.target.find({Kind::sequence_owner, id.names, {}});
            if (owner == nullptr) continue;
            need(node, turn_of(Turn::release, {Kind::column, owner->list("column"), {}}));
        }
    }

    // A column that a child is to have by itself, too, is there before its parent adds it to all.
    void connect_children() {
        for (const auto& [id, node] : created_) {
            const auto* column = id.kind == Kind::column ? changes_.target.find(id) : nullptr;
            if (column == nullptr || !column->parent) continue;
            const auto* table = changes_.target.find(*column->parent);
            if (table == nullptr) continue;
            const auto& parents = table->list("inherits");
            for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
                need(made({Kind::column, {parents[i], parents[i + 1], id.name()}, {}}), node);
        }
    }

    // Nobody knows what an extension brings: what was there by itself goes first.
    void connect_extensions() {
        for (const auto& [id, node] : created_)
            if (id.kind == Kind::extension)
                for (const auto& [dropped, drop] : dropped_) need(node, drop, Bond::possible);
    }

    Nodes& nodes_;
    const Changes& changes_;
    const Catalog& live_;
    ByIdentity created_;
    ByIdentity dropped_;
    std::map<Identity, Identity> whole_index_; // by that of a partition
    std::map<Turn, ByIdentity> altered_;
};

} // namespace

void add_changes(Nodes& nodes, const Changes& changes, const Catalog& live) {
    Adding(nodes, changes, live).run();
}

} // namespace pgslate::plan
