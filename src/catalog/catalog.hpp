#pragma once

#include "catalog/fact.hpp"

#include <map>
#include <vector>

namespace pgslate::catalog {

/// One fact needs another to be there.
struct Dependency {
    /// How sure that is, the surest first.
    enum class Strength {
        certain,   ///< stated by the model or the server
        mentioned, ///< read off a name that a piece of SQL mentions, which may mean something else
        possible   ///< read off a word that likely means something else, such as an alias
    };
    Identity from;
    Identity on;
    Strength strength{};
    bool at_once = false; ///< `from` needs it even where it is created in two parts: for the first

    friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

/// Some of a catalog's facts that stand together, with their identities.
class FactRange {
  public:
    using Iterator = std::map<Identity, Fact>::const_iterator;

    FactRange(Iterator begin, Iterator end) : begin_(begin), end_(end) {}
    Iterator begin() const { return begin_; }
    Iterator end() const { return end_; }
    bool empty() const { return begin_ == end_; }

  private:
    Iterator begin_;
    Iterator end_;
};

/// A set of facts and the dependencies between them, wherever it came from. A fact's parent is
/// needed by it without a dependency that says so.
struct Catalog {
    std::map<Identity, Fact> facts;
    std::vector<Dependency> dependencies;
    /// What can be made first of a view or a function, where something that it needs needs it: the
    /// columns of its query, the arguments. No attribute, because nothing differs in it alone.
    std::map<Identity, std::vector<std::string>> stubs;

    bool contains(const Identity& id) const { return facts.contains(id); }
    /// The fact with this identity, or nullptr.
    const Fact* find(const Identity& id) const {
        const auto found = facts.find(id);
        return found == facts.end() ? nullptr : &found->second;
    }
    FactRange of_kind(Kind kind) const {
        const auto next = static_cast<Kind>(static_cast<unsigned char>(kind) + 1);
        return {facts.lower_bound({kind, {}}), facts.lower_bound({next, {}})};
    }
};

} // namespace pgslate::catalog
