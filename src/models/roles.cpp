#include "models/roles.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <set>

namespace pgslate::models {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

using Path = std::vector<std::string>;

Identity role(const std::string& name) {
    return {Kind::role, {name}, {}};
}

// Goes from each role to those that it is a member of.
class Memberships {
  public:
    explicit Memberships(Collection& collection) : collection_(collection) {}

    void run() {
        for (const auto& [id, fact] : collection_.catalog.of_kind(Kind::role)) visit(fact);
    }

  private:
    void visit(const Fact& fact) {
        const auto& name = fact.id.name();
        const auto again = std::ranges::find(path_, name);
        if (again != path_.end()) return refuse(fact, {again, path_.end()});
        if (!seen_.insert(name).second) return;
        path_.push_back(name);
        for (const auto& group : fact.list("member_of"))
            if (const auto* next = collection_.catalog.find(role(group))) visit(*next);
        path_.pop_back();
    }

    void refuse(const Fact& fact, Path circle) {
        circle.push_back(fact.id.name());
        collection_.problems.push_back(
            {.message = format("roles are members of each other in a circle: {}",
                               join(circle, ", member of ")),
             .place = fact.place,
             .hints = {"A role can't be a member of itself, by whatever way."}});
    }

    Collection& collection_;
    Path path_;
    std::set<std::string> seen_;
};

std::ptrdiff_t count_declared_in(const Catalog& catalog, const Path& roles) {
    return std::ranges::count_if(
        roles, [&](const std::string& name) { return catalog.contains(role(name)); });
}

void check_removal(const RoleChange& change, Collection& collection) {
    const auto declared = count_declared_in(collection.catalog, change.roles);
    if (declared == 0 || declared == std::ssize(change.roles)) return;
    collection.problems.push_back(
        {.message = "a role that the models declare would be dropped, with others",
         .place = change.place,
         .hints = {"Declared roles are made when they are missing, and never dropped: drop the "
                   "others in a statement of their own."}});
}

void change_role(const RoleChange& change, Catalog& catalog) {
    for (const auto& name : change.roles) {
        const auto found = catalog.facts.find(role(name));
        if (found == catalog.facts.end() || !found->second.made_by) continue;
        for (const auto& [attribute, value] : change.attributes)
            found->second.attributes[attribute] = value;
    }
}

// Where it is said what a role is a member of, this is part of that.
void join_groups(const RoleChange& change, Catalog& catalog) {
    for (const auto& name : change.members) {
        const auto found = catalog.facts.find(role(name));
        if (found == catalog.facts.end() || !found->second.made_by) continue;
        auto& fact = found->second;
        if (!fact.has("member_of")) continue;
        std::set<std::string> all(change.groups.begin(), change.groups.end());
        for (const auto& group : fact.list("member_of")) all.insert(group);
        fact.attributes["member_of"] = Path(all.begin(), all.end());
    }
}

} // namespace

void check_roles(Collection& collection) {
    Memberships(collection).run();
    for (const auto& change : collection.role_changes)
        if (change.drops) check_removal(change, collection);
}

void fold_role_statements(Collection& collection) {
    auto& catalog = collection.catalog;
    for (const auto& change : collection.role_changes)
        if (!change.drops)
            change_role(change, catalog);
        else if (count_declared_in(catalog, change.roles) > 0)
            catalog.facts.erase(change.statement);
    for (const auto& change : collection.role_changes) join_groups(change, catalog);
}

} // namespace pgslate::models
