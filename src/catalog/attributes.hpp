#pragma once

#include "base/shared.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace pgslate::catalog {

/// An attribute's value: text, or a list of texts where order counts (labels, key columns).
using Value = std::variant<std::string, std::vector<std::string>>;

/// Values by name, in the order of the names: what std::map gives, in one piece of memory. There
/// are few of them in a fact, and millions of facts in a large catalog. Copies share them, until
/// one of them is changed: that one has its own then.
class Attributes {
  public:
    using Entry = std::pair<std::string, Value>; ///< the name stays as it is
    using Entries = std::vector<Entry>;
    using iterator = Entries::iterator;
    using const_iterator = Entries::const_iterator;

    Attributes() = default;
    Attributes(std::initializer_list<Entry> entries);

    iterator begin() { return shared_.own().begin(); }
    iterator end() { return shared_.own().end(); }
    const_iterator begin() const { return entries().begin(); }
    const_iterator end() const { return entries().end(); }
    bool empty() const { return entries().empty(); }
    std::size_t size() const { return entries().size(); }
    void reserve(std::size_t count) { shared_.own().reserve(count); }

    iterator find(std::string_view name);
    const_iterator find(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name) != end(); }
    /// Throws std::out_of_range where there is none.
    Value& at(std::string_view name);
    const Value& at(std::string_view name) const;

    /// Adds it unless there is one: where it stands, and whether it was added.
    std::pair<iterator, bool> emplace(std::string_view name, Value value);
    void insert_or_assign(std::string_view name, Value value) { (*this)[name] = std::move(value); }
    Value& operator[](std::string_view name) { return emplace(name, {}).first->second; }
    /// How many were there.
    std::size_t erase(std::string_view name);
    iterator erase(const_iterator position) { return shared_.own().erase(position); }
    template <typename Condition>
    friend std::size_t erase_if(Attributes& attributes, Condition condition) {
        return std::erase_if(attributes.shared_.own(), condition);
    }

    friend bool operator==(const Attributes& one, const Attributes& other) {
        return one.shared_.is(other.shared_) || one.entries() == other.entries();
    }

  private:
    const Entries& entries() const {
        static const Entries none;
        return shared_ ? *shared_ : none;
    }

    Shared<Entries> shared_; // ascending; none: there are none
};

/// Lets facts share attributes that are equal, as those of most columns of a large model are.
class KnownAttributes {
  public:
    /// The same, shared with whoever has asked before.
    Attributes shared(Attributes attributes) { return *known_.insert(std::move(attributes)).first; }

  private:
    struct Hash {
        std::size_t operator()(const Attributes& attributes) const;
    };
    std::unordered_set<Attributes, Hash> known_;
};

} // namespace pgslate::catalog
