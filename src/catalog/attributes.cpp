#include "catalog/attributes.hpp"

#include <algorithm>
#include <functional>
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
    reserve(entries.size());
    for (const auto& [name, value] : entries) emplace(name, value);
}

Attributes::iterator Attributes::find(std::string_view name) {
    return found_in(shared_.own(), name);
}

Attributes::const_iterator Attributes::find(std::string_view name) const {
    return found_in(entries(), name);
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
    auto& entries = shared_.own();
    const auto place = place_of(entries, name);
    if (place != entries.end() && place->first == name) return {place, false};
    return {entries.emplace(place, name, std::move(value)), true};
}

std::size_t Attributes::erase(std::string_view name) {
    if (!contains(name)) return 0;
    erase(find(name));
    return 1;
}

std::size_t KnownAttributes::Hash::operator()(const Attributes& attributes) const {
    constexpr std::size_t multiplier = 1099511628211U; // FNV's prime
    constexpr std::hash<std::string> hash;
    std::size_t all = 0;
    const auto add = [&](const std::string& text) { all = all * multiplier + hash(text); };
    for (const auto& [name, value] : attributes) {
        add(name);
        if (const auto* text = std::get_if<std::string>(&value)) add(*text);
        if (const auto* list = std::get_if<std::vector<std::string>>(&value))
            std::ranges::for_each(*list, add);
    }
    return all;
}

} // namespace pgslate::catalog
