#include "plan/difference.hpp"

#include "base/format.hpp"
#include "plan/rule.hpp"
#include "sql/placeholders.hpp"

#include <algorithm>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::Value;

// What is only compared where the declared side says something of the kind about the object. A
// comment on what comes with a database is as much a property of that as its own comment.
bool is_left_alone(const Identity& id) {
    return id.kind == Kind::owner || id.kind == Kind::privileges
           || (id.kind == Kind::comment && comes_with_a_database(subject_of(id)));
}

// What the declared side speaks of.
class Mentions {
  public:
    explicit Mentions(const Catalog& declared) {
        for (const auto& [id, fact] : declared.facts) {
            if (is_left_alone(id)) said_.insert({id.kind, subject_of(id)});
            if (const auto schema = schema_of(id))
                note_schema(*schema, id);
            else
                kinds_.insert(subject_of(id).kind);
        }
    }

    bool contain(const Fact& fact) const {
        const auto& id = fact.id;
        if (is_left_alone(id) && !said_.contains({id.kind, subject_of(id)})) return false;
        const auto schema = schema_of(id);
        return schema ? schemas_.contains(*schema) : kinds_.contains(subject_of(id).kind);
    }

  private:
    void note_schema(const std::string& schema, const Identity& id) {
        if (!comes_with_a_database(id)) schemas_.insert(schema);
    }

    std::set<std::string> schemas_;
    std::set<Kind> kinds_;
    std::set<std::pair<Kind, Identity>> said_;
};

bool is_unordered(Kind kind, std::string_view attribute) {
    const auto* rule = find_rule(kind);
    return rule != nullptr && std::ranges::count(rule->unordered, attribute) > 0;
}

bool is_only_made_with(Kind kind, std::string_view attribute) {
    const auto* rule = find_rule(kind);
    return rule != nullptr && rule->only_made_with == attribute;
}

bool compares_declared(Kind kind) {
    const auto* rule = find_rule(kind);
    return rule != nullptr && rule->compares_declared;
}

// The same elements, in whatever order.
bool has_same_elements(const Value& one, const Value& other) {
    const auto* first = std::get_if<std::vector<std::string>>(&one);
    const auto* second = std::get_if<std::vector<std::string>>(&other);
    return first != nullptr && second != nullptr && first->size() == second->size()
           && std::ranges::is_permutation(*first, *second);
}

// What a role may not see is not compared: `unknown_options` says so of `options`.
bool is_known(std::string_view name, const Fact& declared, const Fact& live) {
    const auto unknown = format("unknown_{}", name);
    return !name.starts_with("unknown_") && !declared.has(unknown) && !live.has(unknown);
}

// A dump has placeholders for secrets: then the rest is compared.
bool same_but_for_secrets(std::string_view name, const std::string& declared,
                          const std::string& live) {
    if (declared == live) return true;
    if (declared.find(sql::secret_placeholder) == std::string::npos) return false;
    return declared
           == (name == "connection" ? sql::connection_with_placeholders(live)
                                    : sql::option_with_placeholders(live));
}

bool same_but_for_secrets(const AttributeDifference& difference) {
    if (!difference.declared || !difference.live) return false;
    const auto* declared = std::get_if<std::string>(&*difference.declared);
    const auto* live = std::get_if<std::string>(&*difference.live);
    if (declared != nullptr && live != nullptr && difference.name == "connection")
        return same_but_for_secrets(difference.name, *declared, *live);
    const auto* all = std::get_if<std::vector<std::string>>(&*difference.declared);
    const auto* others = std::get_if<std::vector<std::string>>(&*difference.live);
    return all != nullptr && others != nullptr
           && std::ranges::equal(*all, *others, [&](const auto& one, const auto& other) {
                  return same_but_for_secrets(difference.name, one, other);
              });
}

std::vector<AttributeDifference> attribute_differences(const Fact& declared, const Fact& live) {
    if (declared.attributes == live.attributes) return {};
    std::vector<AttributeDifference> result;
    for (const auto& [name, value] : declared.attributes) {
        const auto found = live.attributes.find(name);
        if (found == live.attributes.end())
            result.push_back({name, value, std::nullopt});
        else if (found->second != value
                 && !(is_unordered(declared.id.kind, name)
                      && has_same_elements(value, found->second)))
            result.push_back({name, value, found->second});
    }
    for (const auto& [name, value] : live.attributes)
        if (!declared.has(name) && !compares_declared(declared.id.kind))
            result.push_back({name, std::nullopt, value});
    std::erase_if(result, [&](const AttributeDifference& difference) {
        return !is_known(difference.name, declared, live) || same_but_for_secrets(difference)
               || is_only_made_with(declared.id.kind, difference.name);
    });
    return result;
}

// The name of an index says nothing of the table that it is on.
std::optional<AttributeDifference> table_difference(const Fact& declared, const Fact& live) {
    if (!declared.parent || !live.parent || declared.parent == live.parent) return std::nullopt;
    const auto& names = declared.parent->names;
    const bool named_by_it = declared.id.names.size() >= names.size()
                             && std::equal(names.begin(), names.end(), declared.id.names.begin());
    if (named_by_it) return std::nullopt;
    return AttributeDifference{"table", names, live.parent->names};
}

Difference difference(Difference::Kind kind, const Fact& fact) {
    return {.kind = kind, .id = fact.id, .parent = fact.parent, .attributes = {}};
}

// The parts of something that have an order, as columns of a table, and are on both sides.
struct Ordered {
    std::vector<const Fact*> declared;
    std::vector<const Fact*> live;
};

std::map<Identity, Ordered> ordered_parts(const Catalog& declared, const Catalog& live) {
    std::map<Identity, Ordered> result;
    for (const auto& [id, fact] : declared.facts) {
        if (fact.order == 0 || !fact.parent) continue;
        const auto* other = live.find(id);
        if (other == nullptr) continue;
        auto& parts = result[*fact.parent];
        parts.declared.push_back(&fact);
        parts.live.push_back(other);
    }
    return result;
}

std::vector<std::string> names_in_order(std::vector<const Fact*> facts) {
    std::ranges::sort(facts, {}, &Fact::order);
    std::vector<std::string> names;
    names.reserve(facts.size());
    for (const auto* fact : facts) names.push_back(fact->id.name());
    return names;
}

// Their order is a property of the whole. What is only on one side goes last when it is added, and
// what was dropped leaves holes: only how they stand to each other counts.
AttributeDifference order_difference(const Ordered& parts) {
    return {format("{}_order", to_string(parts.declared.front()->id.kind)),
            names_in_order(parts.declared), names_in_order(parts.live)};
}

void add_order(const Catalog& declared, const Catalog& live, const Identity& id,
               AttributeDifference order, std::vector<Difference>& differences) {
    const auto* whole = declared.find(id);
    const auto* other = live.find(id);
    if (whole == nullptr || other == nullptr || !is_known(order.name, *whole, *other)) return;
    auto at = std::ranges::lower_bound(differences, id, {}, &Difference::id);
    if (at == differences.end() || at->id != id)
        at = differences.insert(at, difference(Difference::Kind::different, *whole));
    at->attributes.push_back(std::move(order));
}

void add_orders(const Catalog& declared, const Catalog& live,
                std::vector<Difference>& differences) {
    for (const auto& [id, parts] : ordered_parts(declared, live)) {
        auto order = order_difference(parts);
        if (order.declared != order.live)
            add_order(declared, live, id, std::move(order), differences);
    }
}

} // namespace

std::string_view to_string(Difference::Kind kind) {
    switch (kind) {
    case Difference::Kind::missing: return "missing";
    case Difference::Kind::undeclared: return "undeclared";
    case Difference::Kind::different: return "different";
    }
    return "different";
}

std::vector<Difference> differences(const Catalog& declared, const Catalog& live, Scope scope) {
    using enum Difference::Kind;
    std::vector<Difference> result;
    const Mentions mentions(declared);
    const auto counts = [&](const Fact& fact) {
        return !comes_with_a_database(fact.id)
               && (scope == Scope::everything || mentions.contain(fact));
    };
    auto there = live.facts.begin();
    const auto undeclared_before = [&](const Identity* id) {
        for (; there != live.facts.end() && (id == nullptr || there->first < *id); ++there)
            if (counts(there->second)) result.push_back(difference(undeclared, there->second));
    };
    for (const auto& [id, fact] : declared.facts) {
        undeclared_before(&id);
        if (there == live.facts.end() || there->first != id) {
            if (!comes_with_a_database(id)) result.push_back(difference(missing, fact));
            continue;
        }
        auto attributes = attribute_differences(fact, there->second);
        if (auto table = table_difference(fact, (there++)->second))
            attributes.push_back(*std::move(table));
        if (attributes.empty()) continue;
        result.push_back(difference(different, fact));
        result.back().attributes = std::move(attributes);
    }
    undeclared_before(nullptr);
    add_orders(declared, live, result);
    return result;
}

std::vector<Difference> inverted(std::vector<Difference> differences) {
    using Kind = Difference::Kind;
    for (auto& difference : differences) {
        if (difference.kind != Kind::different)
            difference.kind = difference.kind == Kind::missing ? Kind::undeclared : Kind::missing;
        for (auto& attribute : difference.attributes) std::swap(attribute.declared, attribute.live);
    }
    return differences;
}

} // namespace pgslate::plan
