#include "models/collector.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"

namespace pgslate::models {

Place Source::place_at(std::size_t offset) const {
    return advance(place(1, 1), text_, offset);
}

Problem Source::described(const Place& place, std::string message,
                          std::vector<std::string> hints) const {
    return {.message = std::move(message),
            .place = place,
            .excerpt = line_of(text_, place.line),
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
    // Within one script the server judges: there may be a DROP between the two.
    const bool one_script =
        !added && position->second.made_by && position->second.place.file == path_;
    if (!added && !one_script)
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
