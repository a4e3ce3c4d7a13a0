#include "models/collector.hpp"

#include "base/format.hpp"

namespace pgslate::models {

Place Source::place_at(std::size_t offset) const {
    return advance(place(1, 1), text_, offset);
}

std::string Source::line_at(const Place& place) const {
    if (place.line < 1) return {};
    auto rest = text_;
    for (int line = 1; line < place.line; ++line) {
        const auto newline = rest.find('\n');
        if (newline == std::string_view::npos) return {};
        rest.remove_prefix(newline + 1);
    }
    auto line = rest.substr(0, rest.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return std::string(line);
}

Problem Source::described(const Place& place, std::string message,
                          std::vector<std::string> hints) const {
    return {.message = std::move(message),
            .place = place,
            .excerpt = line_at(place),
            .hints = std::move(hints)};
}

void Source::problem(const Place& place, std::string message, std::vector<std::string> hints) {
    collection_.problems.push_back(described(place, std::move(message), std::move(hints)));
}

void Source::unreadable(const Place& place, std::string message) {
    problem(place, std::move(message));
    collection_.incomplete = true;
}

void Source::warn(const Place& place, std::string message, std::vector<std::string> hints) {
    collection_.warnings.push_back(described(place, std::move(message), std::move(hints)));
}

void Source::add(catalog::Fact fact) {
    const auto place = fact.place;
    const auto id = fact.id;
    const auto [position, added] = collection_.catalog.facts.emplace(id, std::move(fact));
    if (!added)
        problem(place, format("{} is declared twice", to_string(id)),
                {format("It is declared at {} as well.", to_string(position->second.place))});
}

void Source::add_first(catalog::Fact fact) {
    const auto id = fact.id;
    collection_.catalog.facts.emplace(id, std::move(fact));
}

void Source::need(const catalog::Identity& from, const catalog::Identity& on) {
    collection_.catalog.dependencies.push_back({from, on, catalog::Dependency::Strength::certain});
}

} // namespace pgslate::models
