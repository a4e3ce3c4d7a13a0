#include "report/drift.hpp"

#include "base/format.hpp"
#include "report/values.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

namespace pgslate::report {
namespace {

using catalog::Identity;
using plan::Difference;

// The table, type or other object that something is a part of.
const Identity& root_of(const Difference& difference) {
    return difference.parent ? *difference.parent : difference.id;
}

// What decides where a difference stands: what it belongs to, then itself.
struct Standing {
    Identity root;
    const Difference* difference;

    auto key() const {
        static const std::string none;
        return std::tie(root.names.front(), root.names.size() > 1 ? root.names[1] : none);
    }
    friend bool operator<(const Standing& one, const Standing& other) {
        if (one.key() != other.key()) return one.key() < other.key();
        const auto& [a, b] = std::pair(one.difference, other.difference);
        if (a->parent.has_value() != b->parent.has_value()) return b->parent.has_value();
        return a->id < b->id;
    }
};

std::vector<const Difference*> sorted(const std::vector<Difference>& differences) {
    std::vector<Standing> standings;
    standings.reserve(differences.size());
    for (const auto& difference : differences)
        standings.push_back({subject_of(root_of(difference)), &difference});
    std::ranges::sort(standings, std::less<>());
    std::vector<const Difference*> result;
    result.reserve(standings.size());
    for (const auto& standing : standings) result.push_back(standing.difference);
    return result;
}

// A value of several lines stands below its name, so that both can be read.
std::vector<std::string> block(std::string_view side, const std::string& text) {
    std::vector<std::string> lines = {format("               {}:", side)};
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(format("                 {}", text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return lines;
}

ShownAttribute shown_attribute(const plan::AttributeDifference& attribute, const Tamed& tamed) {
    ShownAttribute result = {.name = attribute_in_words(attribute.name),
                             .declared = shown(attribute.declared, tamed),
                             .live = shown(attribute.live, tamed)};
    const auto& [name, declared, live, only_secrets, fits] = result;
    result.only_secrets_differ = attribute.declared && attribute.live && declared == live;
    result.fits_a_line = declared.find('\n') == std::string::npos
                         && live.find('\n') == std::string::npos
                         && declared.size() + live.size() <= 100;
    return result;
}

std::vector<std::string> lines_of(const ShownAttribute& attribute, const Sides& sides) {
    if (attribute.only_secrets_differ || attribute.fits_a_line)
        return {format("             {}", in_words(attribute, sides))};
    std::vector<std::string> lines = {format("             {}:", attribute.name)};
    for (const auto& [side, text] :
         {std::pair(sides.declared, attribute.declared), std::pair(sides.live, attribute.live)})
        for (auto& line : block(side, text)) lines.push_back(std::move(line));
    return lines;
}

std::string_view word_for(Difference::Kind kind, const Sides& sides) {
    return kind == Difference::Kind::undeclared ? sides.only_live : plan::to_string(kind);
}

ShownDifference shown_difference(const Difference& difference, const Places& places,
                                 const Sides& sides) {
    const auto place = places.find(difference.id);
    ShownDifference result = {.word = word_for(difference.kind, sides),
                              .object = to_string(difference.id),
                              .place = place == places.end() ? "" : to_string(place->second),
                              .attributes = {}};
    for (const auto& attribute : difference.attributes)
        result.attributes.push_back(
            shown_attribute(attribute, Tamed(difference.id, attribute.name)));
    return result;
}

DriftLines lines_of(const ShownDifference& difference, const Sides& sides) {
    const auto at = difference.place.empty() ? "" : format(" ({})", difference.place);
    DriftLines lines = {format("  {:<10} {}{}", difference.word, difference.object, at)};
    for (const auto& attribute : difference.attributes)
        for (auto& line : lines_of(attribute, sides)) lines.push_back(std::move(line));
    return lines;
}

Json attribute_data(const plan::AttributeDifference& attribute, const Tamed& tamed) {
    return Json::Object{{"name", attribute.name},
                        {"declared", value_data(attribute.declared, tamed)},
                        {"live", value_data(attribute.live, tamed)}};
}

Json place_data(const Identity& id, const Places& places) {
    const auto place = places.find(id);
    return place == places.end() ? Json() : Json(to_string(place->second));
}

} // namespace

std::string in_words(const ShownAttribute& attribute, const Sides& sides) {
    const auto& [name, declared, live, only_secrets_differ, fits] = attribute;
    if (only_secrets_differ) return format("{}: {}, with secrets that differ", name, live);
    return format("{}: {} {}, {} {}", name, sides.declared, declared, sides.live, live);
}

std::vector<ShownDifference> shown_drift(const std::vector<Difference>& differences,
                                         const Places& places, bool all, const Sides& sides) {
    std::vector<ShownDifference> result;
    std::set<Identity> whole; // what is missing or undeclared with all its parts
    for (const auto& difference : differences)
        if (difference.kind != Difference::Kind::different) whole.insert(difference.id);
    for (const auto* difference : sorted(differences))
        if (all || !difference->parent || !whole.contains(*difference->parent))
            result.push_back(shown_difference(*difference, places, sides));
    return result;
}

std::vector<DriftLines> drift_in_words(const std::vector<Difference>& differences,
                                       const Places& places, bool all, const Sides& sides) {
    std::vector<DriftLines> result;
    for (const auto& difference : shown_drift(differences, places, all, sides))
        result.push_back(lines_of(difference, sides));
    return result;
}

Json drift_data(const std::vector<Difference>& differences, const Places& places) {
    Json::Array list;
    for (const auto* difference : sorted(differences)) {
        Json::Array attributes;
        for (const auto& attribute : difference->attributes)
            attributes.push_back(attribute_data(attribute, Tamed(difference->id, attribute.name)));
        list.push_back(Json::Object{{"difference", plan::to_string(difference->kind)},
                                    {"kind", to_string(difference->id.kind)},
                                    {"object", to_string(difference->id)},
                                    {"declared_at", place_data(difference->id, places)},
                                    {"attributes", attributes}});
    }
    return list;
}

} // namespace pgslate::report
