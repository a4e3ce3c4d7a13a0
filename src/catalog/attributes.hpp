#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pgslate::catalog {

/// An attribute's value: text, or a list of texts where order counts (labels, key columns).
using Value = std::variant<std::string, std::vector<std::string>>;

/// Values by name, in the order of the names: what std::map gives, in one piece of memory. There
/// are few of them in a fact, and millions of facts in a large catalog.
class Attributes {
  public:
    using Entry = std::pair<std::string, Value>; ///< the name stays as it is
    using iterator = std::vector<Entry>::iterator;
    using const_iterator = std::vector<Entry>::const_iterator;

    Attributes() = default;
    Attributes(std::initializer_list<Entry> entries);

    iterator begin() { return entries_.begin(); }
    iterator end() { return entries_.end(); }
    const_iterator begin() const { return entries_.begin(); }
    const_iterator end() const { return entries_.end(); }
    bool empty() const { return entries_.empty(); }
    std::size_t size() const { return entries_.size(); }
    void reserve(std::size_t count) { entries_.reserve(count); }

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
    iterator erase(const_iterator position) { return entries_.erase(position); }
    template <typename Condition>
    friend std::size_t erase_if(Attributes& attributes, Condition condition) {
        return std::erase_if(attributes.entries_, condition);
    }

    friend bool operator==(const Attributes&, const Attributes&) = default;

  private:
    std::vector<Entry> entries_; // ascending
};

} // namespace pgslate::catalog
