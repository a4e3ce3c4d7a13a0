#include "models/resolve.hpp"

#include "models/data_order.hpp"
#include "models/mentions.hpp"
#include "models/name_index.hpp"
#include "models/sql/statement.hpp"

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

// The schema and name under which things of several kinds may stand.
std::vector<std::string> shared_name(const Identity& id) {
    return {id.names.begin(), id.names.begin() + std::min<std::ptrdiff_t>(2, std::ssize(id.names))};
}

// TOML models name a schema and mean it to be there; SQL says CREATE SCHEMA where it wants one.
void add_used_schemas(catalog::Catalog& catalog) {
    std::vector<Fact> schemas;
    for (const auto& [id, fact] : catalog.facts) {
        const auto name = in_schema(fact) ? id.names.front() : fact.text("schema");
        if (name.empty() || name == "public" || fact.made_by) continue;
        Fact schema{.id = {Kind::schema, {name}, {}}, .place = fact.place};
        schemas.push_back(std::move(schema));
    }
    for (auto& schema : schemas) catalog.facts.emplace(schema.id, schema);
}

bool is_key(const Fact& fact) {
    const auto kind = fact.id.kind;
    return kind == Kind::primary_key || kind == Kind::unique
           || (kind == Kind::index && fact.text("unique") == "true");
}

bool has_index(const Fact& fact) {
    const auto kind = fact.id.kind;
    return !fact.made_by
           && (kind == Kind::primary_key || kind == Kind::unique || kind == Kind::index);
}

// Where an unqualified name is looked for first, then in `public`; empty: in every schema.
std::string home_of(const Identity& id) {
    if (id.kind == Kind::statement) return {};
    return id.names.size() > 1 ? id.names.front() : "public";
}

class Resolver {
  public:
    explicit Resolver(Collection& collection) : collection_(collection), index_(collection) {}

    void run() {
        auto& dependencies = collection_.catalog.dependencies;
        for (const auto& [id, fact] : collection_.catalog.facts) need_of_its_own(fact);
        for (const auto& owner : collection_.owners) owners_[owner.name].push_back(owner.statement);
        for (const auto& use : collection_.uses) resolve_use(use);
        for (const auto& [id, fact] : collection_.catalog.of_kind(Kind::statement))
            resolve_statement(fact);
        need_repeated();
        if (!std::ranges::is_sorted(dependencies)) // as those of one .sql file are
            std::ranges::sort(dependencies);
        dependencies.erase(std::unique(dependencies.begin(), dependencies.end()),
                           dependencies.end());
    }

  private:
    const Fact* find(const Identity& id) const { return collection_.catalog.find(id); }

    void add(const Identity& from, const Identity& on, Strength strength, bool at_once = false) {
        collection_.catalog.dependencies.push_back({from, on, strength, at_once});
    }

    void need_of_its_own(const Fact& fact) {
        if (in_schema(fact)) add(fact.id, schema_called(fact.id.names.front()), {}, true);
        if (fact.id.kind == Kind::foreign_key && !fact.made_by)
            need_keys(fact.id, {Kind::table, fact.list("references"), {}}, Strength::certain);
        if (fact.has("partition_of")) need_indexes_of(fact);
    }

    // One identity for all that lives there.
    const Identity& schema_called(const std::string& name) {
        const auto found = schemas_.find(name);
        if (found != schemas_.end()) return found->second;
        return schemas_.emplace(name, Identity(Kind::schema, {name})).first->second;
    }

    // A foreign key can only be made when the key it refers to is there, whichever that is.
    void need_keys(const Identity& from, const Identity& table, Strength strength) {
        for (const auto* child : index_.children(table))
            if (is_key(*child) && child->made_by != from) add(from, child->id, strength);
    }

    // The keys and indexes of a partitioned table take those of its partitions that are there, and
    // make the others.
    void need_indexes_of(const Fact& partition) {
        const auto* whole = &partition;
        while (whole != nullptr && whole->has("partition_of")) {
            whole = find({Kind::table, whole->list("partition_of"), {}});
            if (whole == nullptr) return;
            for (const auto* one : index_.children(partition.id))
                for (const auto* other : index_.children(whole->id))
                    if (has_index(*one) && has_index(*other))
                        add(other->id, one->id, Strength::certain);
        }
    }

    void resolve_use(const SqlUse& use) {
        if (const auto* from = find(use.from)) resolve_all(mentions(use.sql), use, *from);
    }

    void resolve_statement(const Fact& statement) {
        const SqlUse use{.from = statement.id};
        const TokenReader text(statement.sql());
        resolve_all(mentions(text), use, statement);
        const auto body = quoted_body(text);
        if (!body.text.empty())
            resolve_all(body.is_sql ? mentions(body.text) : mentions_in_body(body.text), use,
                        statement);
    }

    void resolve_all(const std::vector<Mention>& mentioned, const SqlUse& use, const Fact& from) {
        for (const auto& mention : mentioned) {
            resolve_nameless(mention, use, from);
            if (!mention.is_operator) resolve(mention, use, from);
        }
    }

    void resolve_nameless(const Mention& mention, const SqlUse& use, const Fact& from) {
        for (const auto* made :
             index_.nameless(mention.parts, mention.is_operator, home_of(use.from)))
            if (clears_the_way(from, *find(made->statement)))
                add(made->statement, from.id, mention.strength);
            else if (made->statement != from.id)
                add(from.id, made->statement, mention.strength, use.at_once);
    }

    void resolve(const Mention& mention, const SqlUse& use, const Fact& from) {
        for (const auto* fact : meant_by(mention, from, home_of(use.from))) {
            if (fact->id == use.from || creates_that_name(from, *fact)) continue;
            if (is_behind_shell(*fact))
                others_.insert({from.id, maker_of(fact->id)});
            else
                connect(from, *fact, mention.strength, use.at_once);
            if (mention.strength == Strength::mentioned) need_owner(from, *fact);
        }
        if (!mention.referred_to) return;
        for (const auto* fact : meant_by(mention, from, home_of(use.from)))
            if (fact->id != use.from) need_keys(use.from, fact->id, Strength::mentioned);
    }

    // Whoever mentions an object of another file had better see it in the hands of its owner, whose
    // functions it may run. Within one file the order says when that is.
    void need_owner(const Fact& from, const Fact& on) {
        const auto found = on.made_by ? owners_.find(shared_name(on.id)) : owners_.end();
        if (found == owners_.end()) return;
        for (const auto& statement : found->second)
            if (from.place.file != find(statement)->place.file)
                add(from.id, statement, Strength::mentioned);
    }

    // Whoever mentions a name may mean any of those that bear it; but what a type is made of comes
    // before it, although it mentions the type.
    void need_repeated() {
        if (others_.empty()) return;
        std::set<std::pair<Identity, Identity>> edges;
        for (const auto& dependency : collection_.catalog.dependencies)
            edges.insert({dependency.from, maker_of(dependency.on)});
        for (const auto& [from, on] : others_)
            if (from != on && !edges.contains({on, from})) add(from, on, Strength::possible);
    }

    Identity maker_of(const Identity& id) const {
        const auto* fact = find(id);
        return fact != nullptr && fact->made_by ? *fact->made_by : id;
    }

    // CREATE TYPE hstore names the type, whatever functions of that name there are as well.
    bool creates_that_name(const Fact& from, const Fact& on) const {
        return std::ranges::any_of(index_.made_by(from.id), [&](const Fact* fact) {
            return !fact->parent && shared_name(fact->id) == shared_name(on.id);
        });
    }

    // A range has a shell of its name where a function that it is made of needs the name.
    bool is_behind_shell(const Fact& fact) const {
        return fact.id.kind == Kind::range_type
               && find({Kind::base_type, fact.id.names}) != nullptr;
    }

    // DROP needs nothing of what it mentions: it clears the way for it, unless its own file makes
    // that before. ALTER ... DROP clears the way for what its own file makes later, and needs what
    // any other makes.
    void connect(const Fact& from, const Fact& on, Strength strength, bool at_once) {
        const auto& maker = on.made_by ? *on.made_by : on.id;
        if (clears_the_way(from, *find(maker)))
            add(maker, from.id, strength);
        else
            add(from.id, on.id, strength, at_once);
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

    NameIndex::Facts meant_by(const Mention& mention, const Fact& from,
                              const std::string& home) const {
        const auto& parts = mention.parts;
        if (parts.size() == 1) {
            const bool own_column = !mention.called && is_column_beside(parts[0], from);
            return own_column ? NameIndex::Facts() : index_.named(parts[0], home);
        }
        // schema.name, or schema.table.column; else table.column
        auto found = index_.in(parts[0], parts[1]);
        if (found.empty() && parts.size() == 2) found = index_.named(parts[0], home);
        return found;
    }

    // In an expression of a table the names of its columns are its columns.
    bool is_column_beside(const std::string& name, const Fact& from) const {
        const auto& table = from.parent ? *from.parent : from.id;
        if (table.kind == Kind::statement || table.names.size() != 2) return false;
        return collection_.catalog.contains({Kind::column, table.names.plus(name), {}});
    }

    Collection& collection_;
    NameIndex index_;
    std::map<std::string, Identity> schemas_;
    std::map<std::vector<std::string>, std::vector<Identity>> owners_; // by what they are given
    std::set<std::pair<Identity, Identity>> others_; // who may need what else has the name
};

} // namespace

void resolve(Collection& collection) {
    add_used_schemas(collection.catalog);
    order_data(collection);
    Resolver(collection).run();
}

} // namespace pgslate::models
