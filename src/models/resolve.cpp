#include "models/resolve.hpp"

#include "models/mentions.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::models {
namespace {

using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using Strength = Dependency::Strength;

bool in_schema(const Fact& fact) {
    return !fact.parent && fact.id.names.size() > 1 && fact.id.kind != Kind::statement;
}

// Can other SQL mention it by a name of its own? Columns and constraints come with their table.
bool has_own_name(const Fact& fact) {
    const auto kind = fact.id.kind;
    if (kind == Kind::statement || kind == Kind::comment || kind == Kind::sequence_owner)
        return false;
    return !fact.parent || kind == Kind::index;
}

// The schema and name under which things of several kinds may stand.
std::vector<std::string> shared_name(const Identity& id) {
    return {id.names.begin(), id.names.begin() + std::min<std::ptrdiff_t>(2, std::ssize(id.names))};
}

class Resolver {
  public:
    explicit Resolver(Collection& collection) : collection_(collection) {}

    void run() {
        add_used_schemas();
        for (const auto& [id, fact] : facts()) index(fact);
        for (const auto& [id, fact] : facts()) {
            if (in_schema(fact)) need(id, {Kind::schema, {id.names.front()}, {}});
            if (id.kind == Kind::foreign_key && !fact.made_by)
                need_keys(id, {Kind::table, fact.list("references"), {}}, Strength::certain);
        }
        for (const auto& [id, fact] : facts())
            if (fact.has("partition_of")) need_indexes_of(fact);
        for (const auto& use : collection_.uses) resolve_use(use);
        need_repeated();
        auto& dependencies = collection_.catalog.dependencies;
        std::ranges::sort(dependencies);
        dependencies.erase(std::unique(dependencies.begin(), dependencies.end()),
                           dependencies.end());
    }

  private:
    std::map<Identity, Fact>& facts() { return collection_.catalog.facts; }

    void add(const Identity& from, const Identity& on, Strength strength) {
        collection_.catalog.dependencies.push_back({from, on, strength});
    }

    void need(const Identity& from, const Identity& on) { add(from, on, Strength::certain); }

    // TOML models name a schema and mean it to be there; SQL says CREATE SCHEMA where it wants one.
    void add_used_schemas() {
        std::vector<Fact> schemas;
        for (const auto& [id, fact] : facts()) {
            const auto name = in_schema(fact) ? id.names.front() : fact.text("schema");
            if (name.empty() || name == "public" || fact.made_by) continue;
            Fact schema{.id = {Kind::schema, {name}, {}}, .place = fact.place};
            schemas.push_back(std::move(schema));
        }
        for (auto& schema : schemas) facts().emplace(schema.id, schema);
    }

    void index(const Fact& fact) {
        const auto& id = fact.id;
        if (has_own_name(fact)) by_name_[id.names[id.names.size() > 1 ? 1 : 0]].push_back(&fact);
        if (fact.parent) children_[*fact.parent].push_back(&fact);
        if (fact.made_by) made_[*fact.made_by].push_back(&fact);
    }

    // A foreign key can only be made when the key it refers to is there, whichever that is.
    void need_keys(const Identity& from, const Identity& table, Strength strength) {
        const auto found = children_.find(table);
        if (found == children_.end()) return;
        for (const auto* child : found->second) {
            const auto kind = child->id.kind;
            const bool key = kind == Kind::primary_key || kind == Kind::unique
                             || (kind == Kind::index && child->text("unique") == "true");
            if (key && child->made_by != from) add(from, child->id, strength);
        }
    }

    // The keys and indexes of a partitioned table take those of its partitions that are there, and
    // make the others.
    void need_indexes_of(const Fact& partition) {
        const auto* whole = &partition;
        while (whole != nullptr && whole->has("partition_of")) {
            whole = collection_.catalog.find({Kind::table, whole->list("partition_of"), {}});
            if (whole == nullptr) return;
            for (const auto* one : children_[partition.id])
                for (const auto* other : children_[whole->id])
                    if (has_index(*one) && has_index(*other)) need(other->id, one->id);
        }
    }

    static bool has_index(const Fact& fact) {
        const auto kind = fact.id.kind;
        return !fact.made_by
               && (kind == Kind::primary_key || kind == Kind::unique || kind == Kind::index);
    }

    void resolve_use(const SqlUse& use) {
        const auto* from = collection_.catalog.find(use.from);
        if (from == nullptr) return;
        for (const auto& mention : mentions(use.sql))
            for (const auto* fact : meant_by(mention, *from, use.home_schema)) {
                if (fact->id == use.from) continue;
                if (!creates_that_name(*from, *fact)) connect(*from, *fact);
                if (mention.referred_to) need_keys(use.from, fact->id, Strength::mentioned);
            }
    }

    // Whoever mentions a name may mean any of those that bear it; but what a type is made of comes
    // before it, although it mentions the type.
    void need_repeated() {
        if (others_.empty()) return;
        std::set<std::pair<Identity, Identity>> edges;
        for (const auto& [from, on, strength] : collection_.catalog.dependencies)
            edges.insert({from, maker_of(on)});
        for (const auto& [from, on] : others_)
            if (from != on && !edges.contains({on, from})) add(from, on, Strength::mentioned);
    }

    Identity maker_of(const Identity& id) const {
        const auto* fact = collection_.catalog.find(id);
        return fact != nullptr && fact->made_by ? *fact->made_by : id;
    }

    // CREATE TYPE hstore names the type, whatever functions of that name there are as well.
    bool creates_that_name(const Fact& from, const Fact& on) const {
        const auto made = made_.find(from.id);
        if (made == made_.end()) return false;
        return std::ranges::any_of(made->second, [&](const Fact* fact) {
            return !fact->parent && shared_name(fact->id) == shared_name(on.id);
        });
    }

    // DROP needs nothing of what it mentions: it clears the way for it, unless its own file makes
    // that before. ALTER ... DROP clears the way for what its own file makes later, and needs what
    // any other makes.
    void connect(const Fact& from, const Fact& on) {
        const auto& maker = on.made_by ? *on.made_by : on.id;
        if (clears_the_way(from, *collection_.catalog.find(maker)))
            add(maker, from.id, Strength::mentioned);
        else
            add(from.id, on.id, Strength::mentioned);
        const auto repeated = collection_.repeated.find(on.id);
        if (repeated == collection_.repeated.end()) return;
        const auto& others = repeated->second;
        if (std::ranges::find(others, from.id) != others.end()) return;
        for (const auto& other : others) others_.insert({from.id, other});
    }

    static bool clears_the_way(const Fact& statement, const Fact& maker) {
        if (!statement.has("removes") || statement.id == maker.id) return false;
        const bool comparable =
            maker.id.kind == Kind::statement && maker.place.file == statement.place.file;
        if (comparable) return maker.order > statement.order;
        return statement.text("removes") == "whole";
    }

    std::vector<const Fact*> meant_by(const Mention& mention, const Fact& from,
                                      const std::string& home) const {
        const auto& parts = mention.parts;
        if (parts.size() == 1) {
            const bool own_column = !mention.called && is_column_beside(parts[0], from);
            return own_column ? std::vector<const Fact*>() : named(parts[0], home);
        }
        // schema.name, or schema.table.column; else table.column
        auto found = in(parts[0], parts[1]);
        if (!found.empty()) return found;
        return parts.size() == 2 ? named(parts[0], home) : found;
    }

    // In an expression of a table the names of its columns are its columns.
    bool is_column_beside(const std::string& name, const Fact& from) const {
        const auto* table = from.parent ? &*from.parent : &from.id;
        if (table->names.size() != 2) return false;
        auto names = table->names;
        names.push_back(name);
        return collection_.catalog.contains({Kind::column, std::move(names), {}});
    }

    // Everything called so where an unqualified name is looked for.
    std::vector<const Fact*> named(const std::string& name, const std::string& home) const {
        std::vector<const Fact*> found;
        const auto all = by_name_.find(name);
        if (all == by_name_.end()) return found;
        for (const auto* fact : all->second) {
            const auto& names = fact->id.names;
            const bool visible =
                home.empty() || names.size() == 1 || names[0] == home || names[0] == "public";
            if (visible) found.push_back(fact);
        }
        return found;
    }

    std::vector<const Fact*> in(const std::string& schema, const std::string& name) const {
        std::vector<const Fact*> found;
        const auto all = by_name_.find(name);
        if (all != by_name_.end())
            std::ranges::copy_if(all->second, std::back_inserter(found), [&](const Fact* fact) {
                return fact->id.names.size() > 1 && fact->id.names[0] == schema;
            });
        const auto* itself = collection_.catalog.find({Kind::schema, {schema}, {}});
        if (itself != nullptr) found.push_back(itself);
        return found;
    }

    Collection& collection_;
    std::map<std::string, std::vector<const Fact*>, std::less<>> by_name_;
    std::map<Identity, std::vector<const Fact*>> children_;
    std::map<Identity, std::vector<const Fact*>> made_; // by a statement
    std::set<std::pair<Identity, Identity>> others_;    // who may need what else has the name
};

} // namespace

void resolve(Collection& collection) {
    Resolver(collection).run();
}

} // namespace pgslate::models
