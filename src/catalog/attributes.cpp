#include "catalog/attributes.hpp"

#include <algorithm>
#include <stdexcept>

namespace pgslate::catalog {
namespace {

constexpr auto by_name = [](const Attributes::Entry& entry) -> std::string_view {
    return entry.first;
};

// Where it is, or belongs.
template <typename Entries>
auto place_of(Entries& entries, std::string_view name) {
    return std::ranges::lower_bound(entries, name, {}, by_name);
}

template <typename Entries>
auto found_in(Entries& entries, std::string_view name) {
    const auto place = place_of(entries, name);
    return place != entries.end() && place->first == name ? place : entries.end();
}

[[noreturn]] void refuse(std::string_view name) {
    throw std::out_of_range("no attribute " + std::string(name));
}

} // namespace

Attributes::Attributes(std::initializer_list<Entry> entries) {
    entries_.reserve(entries.size());
    for (const auto& [name, value] : entries) emplace(name, value);
}

Attributes::iterator Attributes::find(std::string_view name) {
    return found_in(entries_, name);
}

Attributes::const_iterator Attributes::find(std::string_view name) const {
    return found_in(entries_, name);
}

Value& Attributes::at(std::string_view name) {
    const auto found = find(name);
    if (found == end()) refuse(name);
    return found->second;
}

const Value& Attributes::at(std::string_view name) const {
    const auto found = find(name);
    if (found == end()) refuse(name);
    return found->second;
}

std::pair<Attributes::iterator, bool> Attributes::emplace(std::string_view name, Value value) {
    const auto place = place_of(entries_, name);
    if (place != end() && place->first == name) return {place, false};
    return {entries_.emplace(place, name, std::move(value)), true};
}

std::size_t Attributes::erase(std::string_view name) {
    const auto found = find(name);
    if (found == end()) return 0;
    entries_.erase(found);
    return 1;
}

} // namespace pgslate::catalog
