#include "plan/difference.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What is said about an object with these is only compared where the declared side says something.
bool is_about_roles(Kind kind) {
    return kind == Kind::owner || kind == Kind::privileges;
}

// What the declared side speaks of.
class Mentions {
  public:
    explicit Mentions(const Catalog& declared) {
        for (const auto& [id, fact] : declared.facts) {
            if (is_about_roles(id.kind)) roles_.insert({id.kind, subject_of(id)});
            if (const auto schema = schema_of(id))
                note_schema(*schema, id);
            else
                kinds_.insert(subject_of(id).kind);
        }
    }

    bool contain(const Fact& fact) const {
        const auto& id = fact.id;
        if (is_about_roles(id.kind) && !roles_.contains({id.kind, subject_of(id)})) return false;
        const auto schema = schema_of(id);
        return schema ? schemas_.contains(*schema) : kinds_.contains(subject_of(id).kind);
    }

  private:
    void note_schema(const std::string& schema, const Identity& id) {
        if (!comes_with_a_database(id)) schemas_.insert(schema);
    }

    std::set<std::string> schemas_;
    std::set<Kind> kinds_;
    std::set<std::pair<Kind, Identity>> roles_;
};

// What a role may not see is not compared: `unknown_options` says so of `options`.
bool is_known(std::string_view name, const Fact& declared, const Fact& live) {
    const auto unknown = format("unknown_{}", name);
    return !name.starts_with("unknown_") && !declared.has(unknown) && !live.has(unknown);
}

std::vector<AttributeDifference> attribute_differences(const Fact& declared, const Fact& live) {
    if (declared.attributes == live.attributes) return {};
    std::vector<AttributeDifference> result;
    for (const auto& [name, value] : declared.attributes) {
        const auto found = live.attributes.find(name);
        if (found == live.attributes.end())
            result.push_back({name, value, std::nullopt});
        else if (found->second != value)
            result.push_back({name, value, found->second});
    }
    for (const auto& [name, value] : live.attributes)
        if (!declared.has(name)) result.push_back({name, std::nullopt, value});
    std::erase_if(result, [&](const AttributeDifference& difference) {
        return !is_known(difference.name, declared, live);
    });
    return result;
}

Difference difference(Difference::Kind kind, const Fact& fact) {
    return {.kind = kind, .id = fact.id, .parent = fact.parent, .attributes = {}};
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
        auto attributes = attribute_differences(fact, (there++)->second);
        if (attributes.empty()) continue;
        result.push_back(difference(different, fact));
        result.back().attributes = std::move(attributes);
    }
    undeclared_before(nullptr);
    return result;
}

} // namespace pgslate::plan
