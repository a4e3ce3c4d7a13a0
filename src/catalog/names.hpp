#pragma once

#include "base/shared.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::catalog {

/// A list of names that never changes. Copies share it: an identity stands in many places, and
/// those of a large database are copied millions of times.
class Names {
  public:
    using List = std::vector<std::string>;

    Names() = default;
    Names(List names) : shared_(Listed(std::move(names))) {}
    Names(std::initializer_list<std::string> names) : Names(List(names)) {}
    template <std::input_iterator Iterator>
    Names(Iterator begin, Iterator end) : Names(List(begin, end)) {}

    const List& list() const { return shared_ ? shared_->list : none(); }
    operator const List&() const { return list(); }

    bool empty() const { return list().empty(); }
    std::size_t size() const { return list().size(); }
    const std::string& operator[](std::size_t number) const { return list()[number]; }
    const std::string& at(std::size_t number) const { return list().at(number); }
    const std::string& front() const { return list().front(); }
    const std::string& back() const { return list().back(); }
    List::const_iterator begin() const { return list().begin(); }
    List::const_iterator end() const { return list().end(); }

    /// These, but for one.
    Names with(std::size_t number, std::string name) const {
        auto names = list();
        names.at(number) = std::move(name);
        return names;
    }
    /// These, but for the last.
    Names with_last(std::string name) const { return with(size() - 1, std::move(name)); }
    /// These, and one more behind them.
    Names plus(std::string name) const {
        List names;
        names.reserve(size() + 1);
        names = list();
        names.push_back(std::move(name));
        return names;
    }

    /// For hash tables: equal lists have the same.
    std::size_t hash() const { return shared_ ? shared_->hash : 0; }

    friend bool operator==(const Names& one, const Names& other) {
        return one.shared_.is(other.shared_)
               || (one.hash() == other.hash() && one.list() == other.list());
    }
    friend std::strong_ordering operator<=>(const Names& one, const Names& other) {
        if (one.shared_.is(other.shared_)) return std::strong_ordering::equal;
        return one.list() <=> other.list();
    }

  private:
    struct Listed {
        explicit Listed(List names) : list(std::move(names)), hash(hash_of(list)) {}
        List list;
        std::size_t hash;
    };

    // An empty list hashes as none does.
    static std::size_t hash_of(const List& names) {
        constexpr std::size_t multiplier = 1099511628211U; // FNV's prime
        std::size_t hash = 0;
        for (const auto& name : names) hash = hash * multiplier + std::hash<std::string>{}(name);
        return hash;
    }
    static const List& none() {
        static const List none;
        return none;
    }

    Shared<Listed> shared_; // none: no names
};

} // namespace pgslate::catalog
