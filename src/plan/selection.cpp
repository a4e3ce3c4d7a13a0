#include "plan/selection.hpp"

#include "plan/rule.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

const Fact& root_of(const Catalog& catalog, const Fact& fact) {
    const Fact* root = &fact;
    while (root->parent) {
        const auto* parent = catalog.find(*root->parent);
        if (parent == nullptr) break;
        root = parent;
    }
    return *root;
}

// Files with statements that have to do with all that is created after them, such as those that set
// default privileges.
using LateFiles = std::set<std::string_view>;

LateFiles late_files(const std::vector<const Fact*>& facts) {
    LateFiles files;
    for (const auto* fact : facts)
        if (fact->has("affects_later")) files.insert(fact->id.names.front());
    return files;
}

// What others may need without a word of it, neither theirs nor the server's: a cast where a text
// says
// `::`, an operator class where it says ORDER BY. It stands before all that holds expressions.
bool is_needed_unnamed(const Fact& fact) {
    switch (fact.id.kind) {
    case Kind::cast:
    case Kind::transform:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::operator_:
    case Kind::conversion: return true;
    case Kind::statement: return fact.has("needed_unnamed");
    default: return false;
    }
}

enum class Rank { first, unnamed, usual };

Rank rank_of(const Fact& root) {
    if (is_needed_unnamed(root)) return Rank::unnamed;
    return root.id.kind < Kind::domain ? Rank::first : Rank::usual;
}

// Within one file its order says what comes before what.
bool is_one_file(const std::vector<const Fact*>& facts) {
    return std::ranges::all_of(facts, [&](const Fact* fact) {
        return fact->id.kind == Kind::statement
               && fact->id.names.front() == facts.front()->id.names.front();
    });
}

// What decides where a fact stands: the whole that it is a part of, then itself.
struct Standing {
    Rank rank;
    Kind root;
    bool late;
    std::span<const std::string> names; // a statement is known by its file and number
    int order;
    const Fact* fact;

    friend bool operator<(const Standing& one, const Standing& other) {
        if (one.rank != other.rank) return one.rank < other.rank;
        if (one.root != other.root) return one.root < other.root;
        if (one.late != other.late) return other.late;
        if (const auto names = std::lexicographical_compare_three_way(
                one.names.begin(), one.names.end(), other.names.begin(), other.names.end());
            names != 0)
            return names < 0;
        const auto& [a, b] = std::pair(one.fact, other.fact);
        return std::tie(one.order, a->id.kind, a->order, a->id)
               < std::tie(other.order, b->id.kind, b->order, b->id);
    }
};

Standing standing_of(const Catalog& catalog, const Fact& fact, const LateFiles& late) {
    const auto& root = root_of(catalog, fact);
    const bool statement = root.id.kind == Kind::statement;
    const std::span<const std::string> names = root.id.names;
    return {.rank = rank_of(root),
            .root = root.id.kind,
            .late = statement && late.contains(names.front()),
            .names = statement ? names.first(names.size() - 1) : names,
            .order = statement ? root.order : 0,
            .fact = &fact};
}

std::vector<const Fact*> in_file_order(std::vector<const Fact*> facts) {
    std::ranges::sort(facts, {}, &Fact::order);
    return facts;
}

std::vector<const Fact*> sorted(const Catalog& catalog, const std::vector<const Fact*>& facts) {
    if (is_one_file(facts)) return in_file_order(facts);
    const auto late = late_files(facts);
    std::vector<Standing> standings;
    standings.reserve(facts.size());
    for (const auto* fact : facts) standings.push_back(standing_of(catalog, *fact, late));
    std::ranges::sort(standings, std::less<>());
    std::vector<const Fact*> result;
    result.reserve(standings.size());
    for (const auto& standing : standings) result.push_back(standing.fact);
    return result;
}

// Decides fact by fact what of a catalog is missing.
class Missing {
  public:
    Missing(const Catalog& wanted, const Present& present) : wanted_(wanted), present_(present) {}

    std::vector<const Fact*> run(Statements others) {
        for (const auto& [id, fact] : wanted_.facts)
            if (id.kind != Kind::statement && is_missing(fact)) note(fact);
        add_other_statements(others);
        std::vector<const Fact*> result;
        for (const auto& id : selected_) result.push_back(wanted_.find(id));
        return sorted(wanted_, result);
    }

  private:
    bool is_present(const Identity& id) const { return present_.identities.contains(id); }

    // Adding to what is there would alter it; what is therefore left out gets no comment either.
    bool is_missing(const Fact& fact) const {
        if (is_present(fact.id)) return false;
        const auto* rule = find_rule(fact.id.kind);
        const bool alters = rule != nullptr && rule->alters_parent;
        if (!alters || !fact.parent) return true;
        const auto* parent = wanted_.find(*fact.parent);
        return parent == nullptr ? !is_present(*fact.parent) : is_missing(*parent);
    }

    void note(const Fact& fact) {
        created_.insert(fact.id);
        selected_.insert(fact.made_by.value_or(fact.id));
    }

    // What a statement that drops something is about has to be made here: it must not take away
    // what was left standing. What all databases share is not made here, even if it is called like
    // something that is; but a role that is made gets what is said of it.
    void add_other_statements(Statements others) {
        std::set<Identity> makers;
        std::set<Identity> about_created;
        std::set<Identity> about_roles;
        for (const auto& [id, fact] : wanted_.facts)
            if (fact.made_by) makers.insert(*fact.made_by);
        for (const auto& dependency : wanted_.dependencies)
            if (created_.contains(dependency.on))
                (dependency.on.kind == Kind::role ? about_roles : about_created)
                    .insert(dependency.from);
        for (const auto& [id, fact] : wanted_.facts) {
            if (id.kind != Kind::statement || makers.contains(id)) continue;
            const bool about =
                fact.has("changes_role") ? about_roles.contains(id) : about_created.contains(id);
            const bool here = fact.has("changes_role") || !fact.has("shared");
            const bool wanted = others == Statements::all
                                    ? about || !fact.has("removes")
                                    : about && here && !fact.has("changes_data");
            if (wanted) selected_.insert(id);
        }
    }

    const Catalog& wanted_;
    const Present& present_;
    std::set<Identity> created_;  // what will be there
    std::set<Identity> selected_; // the facts whose rules bring that about
};

} // namespace

std::vector<const Fact*> select_all(const Catalog& wanted) {
    std::vector<const Fact*> facts;
    facts.reserve(wanted.facts.size());
    for (const auto& [id, fact] : wanted.facts)
        if (!fact.made_by) facts.push_back(&fact);
    return sorted(wanted, facts);
}

std::vector<const Fact*> select_these(const Catalog& wanted, const std::set<Identity>& identities) {
    std::vector<const Fact*> facts;
    for (const auto& id : identities) facts.push_back(wanted.find(id));
    return sorted(wanted, facts);
}

std::vector<const Fact*> select_missing(const Catalog& wanted, const Present& present,
                                        Statements others) {
    return Missing(wanted, present).run(others);
}

} // namespace pgslate::plan
