#include "models/collector.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "sql/excerpt.hpp"

#include <utility>

namespace pgslate::models {

Source::Source(Collection& collection, FileName path, SharedText text)
    : collection_(collection), path_(std::move(path)), text_(std::move(text)) {}

Place Source::place_at(std::size_t offset) const {
    return advance(place(1, 1), text_, offset);
}

const std::vector<std::size_t>& Source::lines() const {
    if (!lines_.empty()) return lines_;
    lines_.push_back(0);
    const auto text = text_.view();
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        lines_.push_back(at + 1);
    return lines_;
}

Place Source::place_of_character(int line, int character) const {
    if (line < 1 || std::cmp_greater(line, lines().size())) return place(line, character);
    const auto begin = lines()[static_cast<std::size_t>(line) - 1];
    const auto text = text_.view();
    auto at = begin;
    const auto in_line = [&] { return at < text.size() && text[at] != '\n'; };
    for (int passed = 1; passed < character && in_line(); ++passed) {
        ++at;
        while (in_line() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    return place(line, static_cast<int>(at - begin) + 1);
}

const std::string& Source::shown() const {
    if (shown_.empty()) shown_ = sql::shown_model(text_, path_);
    return shown_;
}

Problem Source::described(const Place& place, std::string message,
                          std::vector<std::string> hints) const {
    return {.message = std::move(message),
            .place = place,
            .excerpt = line_of(shown(), place.line),
            .hints = std::move(hints)};
}

void Source::problem(const Place& place, std::string message, std::vector<std::string> hints) {
    collection_.problems.push_back(described(place, std::move(message), std::move(hints)));
}

void Source::unreadable(const Place& place, std::string message, std::vector<std::string> hints) {
    problem(place, std::move(message), std::move(hints));
    collection_.incomplete = true;
}

void Source::warn(const Place& place, std::string message, std::vector<std::string> hints) {
    collection_.warnings.push_back(described(place, std::move(message), std::move(hints)));
}

void Source::add(catalog::Fact fact) {
    const auto place = fact.place;
    const auto id = fact.id;
    if (!fact.attributes.empty())
        fact.attributes = collection_.attributes.shared(std::move(fact.attributes));
    const auto [position, added] = collection_.catalog.facts.try_emplace(id, std::move(fact));
    // Within one script the server judges: there may be a DROP between the two.
    const bool one_script =
        !added && position->second.made_by && position->second.place.file == path_;
    if (added || one_script) return;
    if (collection_.yielding.erase(id) > 0)
        position->second = std::move(fact);
    else
        problem(place, format("{} is declared twice", to_string(id)),
                {format("It is declared at {} as well.", to_string(position->second.place))});
}

void Source::add_first(catalog::Fact fact) {
    const auto [position, added] = collection_.catalog.facts.try_emplace(fact.id);
    if (!added && fact.made_by) collection_.repeated[fact.id].push_back(*fact.made_by);
    if (!added) return;
    collection_.yielding.insert(fact.id);
    position->second = std::move(fact);
}

void Source::add_filling(const catalog::Identity& statement, std::vector<std::string> table) {
    auto& fillings = collection_.fillings;
    const bool more = !fillings.empty() && fillings.back().table == table
                      && fillings.back().last.names.front() == path_;
    if (more)
        fillings.back().last = statement;
    else
        fillings.push_back({std::move(table), statement, statement});
}

void Source::need(const catalog::Identity& from, const catalog::Identity& on) {
    collection_.catalog.dependencies.push_back({from, on, catalog::Dependency::Strength::certain});
}

} // namespace pgslate::models
