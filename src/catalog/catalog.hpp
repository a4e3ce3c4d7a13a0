#pragma once

#include "catalog/fact.hpp"

#include <map>
#include <vector>

namespace pgslate::catalog {

/// One fact needs another to be there.
struct Dependency {
    /// How sure that is: stated by the model or the server; or only read off a name that a piece of
    /// SQL mentions, which may mean something else.
    enum class Strength { certain, mentioned };
    Identity from;
    Identity on;
    Strength strength{};

    friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

/// A set of facts and the dependencies between them, wherever it came from. A fact's parent is
/// needed by it without a dependency that says so.
struct Catalog {
    std::map<Identity, Fact> facts;
    std::vector<Dependency> dependencies;

    bool contains(const Identity& id) const { return facts.contains(id); }
    /// The fact with this identity, or nullptr.
    const Fact* find(const Identity& id) const {
        const auto found = facts.find(id);
        return found == facts.end() ? nullptr : &found->second;
    }
};

} // namespace pgslate::catalog
