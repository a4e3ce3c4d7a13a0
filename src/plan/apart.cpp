#include "plan/apart.hpp"

#include "plan/alteration.hpp"
#include "plan/columns_of.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

template <typename Do>
void for_tables_of_both(const Catalog& one, const Catalog& other, Do action) {
    for (const auto kind : {Kind::table, Kind::foreign_table})
        for (auto at = one.facts.lower_bound({kind, {}, {}});
             at != one.facts.end() && at->first.kind == kind; ++at)
            if (const auto* same = other.find(at->first)) action(at->second, *same);
}

// What is a table's own in between, and from what of its wholes.
struct Own {
    std::map<Identity, Fact> facts;
    std::multimap<Identity, Identity> sources; // of columns and checks, by those of the whole
};

// The constraints that a table gets from this whole.
void add_constraints(const Catalog& catalog, const Identity& whole, const Fact& table, Own& all) {
    const auto* fact = find_whole(catalog, whole);
    if (fact == nullptr) return;
    const auto add = [&](const Fact& constraint) {
        if (is_true(constraint, "no_inherit")) return;
        auto own = constraint;
        own.id = part_of(table.id, constraint.id.kind, constraint.id.name());
        own.parent = table.id;
        all.sources.emplace(constraint.id, own.id);
        all.facts.try_emplace(own.id, std::move(own));
    };
    for_each_part(catalog, whole, Kind::check, add);
    if (table.has("partition_of")) for_each_part(catalog, whole, Kind::foreign_key, add);
    for (const auto& above : wholes_of(*fact)) add_constraints(catalog, above, table, all);
}

bool is_same_partition(const Fact& one, const Fact& other) {
    return one.list("partition_of") == other.list("partition_of")
           && one.text("bound") == other.text("bound");
}

enum class OnSide { live, declared };

// What tables have from a table or a type that they don't have it from on the other side.
class Apart {
  public:
    Apart(const Catalog& catalog, const Catalog& other, const std::set<Identity>& moved,
          OnSide side)
        : catalog_(catalog), other_(other), moved_(moved), side_(side) {}

    Catalog run() {
        for_tables_of_both(catalog_, other_,
                           [&](const Fact& table, const Fact& same) { add(table, same); });
        auto result = catalog_;
        for (auto& [id, fact] : own_.facts) result.facts.insert_or_assign(id, std::move(fact));
        set_free(result);
        mark_types(result);
        for (const auto& dependency : catalog_.dependencies) {
            const auto [first, last] = own_.sources.equal_range(dependency.from);
            for (auto at = first; at != last; ++at)
                result.dependencies.push_back(
                    {at->second, of_own_table(dependency, at->second), dependency.strength});
        }
        return result;
    }

  private:
    // What the column of a whole is to its check, that of a table is to its own.
    static Identity of_own_table(const catalog::Dependency& dependency, const Identity& own) {
        const auto& [from, on, strength, at_once] = dependency;
        const bool sibling =
            on.kind == Kind::column && on.names.size() == from.names.size()
            && std::equal(on.names.begin(), on.names.end() - 1, from.names.begin());
        if (!sibling) return on;
        return {Kind::column, {own.names.at(0), own.names.at(1), on.name()}, {}};
    }

    void add(const Fact& table, const Fact& same) {
        const auto wholes = wholes_of(table);
        const auto others = wholes_of(same);
        for (const auto& whole : wholes) {
            const bool kept = table.has("partition_of") ? !moved_.contains(table.id)
                                                        : std::ranges::count(others, whole) > 0
                                                              && is_same_partition(table, same);
            if (kept && !table.has("inherits")) continue;
            add_columns(table, whole, kept);
            if (!kept && !comes_afterwards(table)) add_constraints(catalog_, whole, table, own_);
        }
    }

    // What the indexes and triggers of tables that are moved are to those of the whole.
    void set_free(Catalog& result) const {
        if (moved_.empty()) return;
        if (side_ == OnSide::live)
            std::erase_if(result.dependencies, [&](const auto& dependency) {
                return has_index(dependency.from.kind) && has_index(dependency.on.kind)
                       && is_moved(result.find(dependency.on));
            });
        for (auto at = result.facts.begin(); at != result.facts.end();) {
            const bool moves = is_moved(&at->second);
            if (moves) at->second.attributes.erase("attached_to");
            const bool goes =
                moves && at->first.kind == Kind::trigger && is_true(at->second, "inherited");
            at = goes ? result.facts.erase(at) : std::next(at);
        }
    }

    bool is_moved(const Fact* fact) const {
        return fact != nullptr && fact->parent && moved_.contains(*fact->parent);
    }

    // Tables of a type follow it only if they are told to (manual, "ALTER TYPE").
    void mark_types(Catalog& result) const {
        for_tables_of_both(catalog_, other_, [&](const Fact& table, const Fact& same) {
            if (!table.has("of_type") || !same.has("of_type")) return;
            const Identity type = wholes_of(table).front();
            for_each_part(catalog_, type, Kind::attribute, [&](const Fact& attribute) {
                result.facts.at(attribute.id).attributes["typed"] = "true";
            });
        });
    }

    // Children take what their parent gets later from that alone, and otherwise have it themselves,
    // too, for ever.
    bool comes_afterwards(const Fact& table) const {
        return side_ == OnSide::declared && table.has("inherits");
    }

    bool is_new_in(const Identity& whole, const std::string& column) const {
        return find_whole(other_, whole) != nullptr && !columns_of(other_, whole).contains(column);
    }

    // What a whole that stays gives on both sides, gives no longer, or only from now on, is the
    // table's own where the other side has it so: then all of it can be held against that.
    void add_columns(const Fact& table, const Identity& whole, bool kept) {
        for (const auto& [name, column] : columns_of(catalog_, whole)) {
            const auto id = part_of(table.id, Kind::column, name);
            const auto* own = catalog_.find(id);
            if (own != nullptr && own->has("type")) {
                add_generated(*own, column);
                continue;
            }
            const auto* elsewhere = other_.find(id);
            if (kept && (elsewhere == nullptr || !elsewhere->has("type"))) continue;
            if (!kept && comes_afterwards(table) && is_new_in(whole, name)
                && !columns_of(other_, table.id).contains(name))
                continue;
            auto fact = handed_down(column);
            fact.id = id;
            fact.parent = table.id;
            fact.attributes.emplace("not_null_said", ""); // only the server knows what it is called
            own_.facts.insert_or_assign(id, completed(std::move(fact), own));
            own_.sources.emplace(column.id, id);
        }
    }

    // An expression is only read where it is another one.
    void add_generated(const Fact& own, const Fact& of_whole) {
        if (own.has("generated") || !of_whole.has("generated")) return;
        auto fact = own;
        for (const auto* name : {"generated", "virtual"})
            if (of_whole.has(name)) fact.attributes[name] = of_whole.attributes.at(name);
        own_.facts.insert_or_assign(own.id, std::move(fact));
    }

    const Catalog& catalog_;
    const Catalog& other_;
    const std::set<Identity>& moved_;
    OnSide side_;
    Own own_;
};

// What no row is about was only noted, of how it is altered: what `using` says, what becomes of
// values.
bool is_only_noted(Difference& difference) {
    if (difference.kind != Difference::Kind::different || difference.id.kind != Kind::column)
        return false;
    std::erase_if(difference.attributes, [&](const AttributeDifference& one) {
        return find_attribute(difference.id.kind, one.name) == nullptr;
    });
    return difference.attributes.empty();
}

// Owners and privileges are what they are, and left alone where nothing is said of them.
bool is_of_these(const Identity& id, const std::optional<Identity>& parent,
                 const std::set<Identity>& tables) {
    return parent && tables.contains(*parent) && id.kind != Kind::owner
           && id.kind != Kind::privileges;
}

} // namespace

std::set<Identity> moved_tables(const Catalog& one, const Catalog& other) {
    std::set<Identity> moved;
    for_tables_of_both(one, other, [&](const Fact& table, const Fact& same) {
        if (wholes_of(table) != wholes_of(same) || !is_same_partition(table, same))
            moved.insert(table.id);
    });
    return moved;
}

std::set<Identity> hanging_tables(const Catalog& one, const Catalog& other,
                                  std::set<Identity> tables) {
    for_tables_of_both(one, other, [&](const Fact& table, const Fact&) {
        if (table.has("inherits") || table.has("of_type")) tables.insert(table.id);
    });
    return tables;
}

Catalog taken_out(const Catalog& live, const Catalog& declared, const std::set<Identity>& moved) {
    return Apart(live, declared, moved, OnSide::live).run();
}

Catalog before_put_in(const Catalog& declared, const Catalog& live,
                      const std::set<Identity>& moved) {
    return Apart(declared, live, moved, OnSide::declared).run();
}

std::vector<Difference> differences_apart(const Catalog& declared, const Catalog& live,
                                          std::vector<Difference> differences,
                                          const std::set<Identity>& tables) {
    // An index may be on one of them before, and on another table afterwards.
    const auto is_part_in = [&](const Identity& id, const Catalog& catalog) {
        const auto* fact = catalog.find(id);
        return fact != nullptr && is_of_these(id, fact->parent, tables);
    };
    const auto parts_in = [&](const Catalog& catalog) {
        Catalog parts;
        for (const auto& [id, fact] : catalog.facts)
            if (is_part_in(id, declared) || is_part_in(id, live)) parts.facts.emplace(id, fact);
        return parts;
    };
    std::erase_if(differences,
                  [&](const auto& one) { return is_of_these(one.id, one.parent, tables); });
    for (auto& one : plan::differences(parts_in(declared), parts_in(live), Scope::everything))
        if (is_of_these(one.id, one.parent, tables) && !is_only_noted(one))
            differences.push_back(std::move(one));
    return differences;
}

} // namespace pgslate::plan
