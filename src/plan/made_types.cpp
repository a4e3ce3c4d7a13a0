#include "plan/made_types.hpp"

#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

constexpr std::string_view array = "[]";

} // namespace

std::vector<std::string> labels_that_go(const Fact& before, const Fact& after) {
    auto labels = before.list("labels");
    std::erase_if(labels, [&](const std::string& label) {
        return std::ranges::count(after.list("labels"), label) > 0;
    });
    return labels;
}

MadeTypes::MadeTypes(const catalog::Catalog& catalog) {
    std::map<std::pair<Identity, int>, Attribute> ordered;
    for (const auto& [id, fact] : catalog.facts)
        if (id.kind == Kind::enum_type || id.kind == Kind::domain)
            facts_.emplace(text("{}", qualified(id)).sql(), &fact);
        else if (id.kind == Kind::attribute && fact.parent)
            ordered.emplace(std::pair(*fact.parent, fact.order),
                            Attribute(id.name(), fact.text("type")));
    for (auto& [place, attribute] : ordered)
        attributes_[text("{}", qualified(place.first)).sql()].push_back(std::move(attribute));
}

std::string MadeTypes::base_of(std::string type) const {
    std::string brackets;
    while (const auto* fact = find(element_of(type))) {
        if (fact->id.kind != Kind::domain) break;
        brackets += type.substr(element_of(type).size());
        type = fact->text("type");
    }
    return type + brackets;
}

bool MadeTypes::is_made_of(std::string type, const Identity& domain) const {
    for (const auto* fact = find(type); fact != nullptr && fact->id.kind == Kind::domain;
         fact = find(type)) {
        if (fact->id == domain) return true;
        type = fact->text("type");
    }
    return false;
}

bool MadeTypes::is_enum(const std::string& type) const {
    const auto* fact = find(type);
    return fact != nullptr && fact->id.kind == Kind::enum_type;
}

std::vector<MadeTypes::Attribute> MadeTypes::attributes_of(const std::string& type) const {
    const auto found = attributes_.find(type);
    return found == attributes_.end() ? std::vector<Attribute>() : found->second;
}

bool MadeTypes::makes(const std::string& type) const {
    return find(type) != nullptr || attributes_.contains(type);
}

bool MadeTypes::is_array(const std::string& type) {
    return type.ends_with(array);
}

std::string MadeTypes::element_of(const std::string& type) {
    return is_array(type) ? type.substr(0, type.size() - array.size()) : type;
}

const Fact* MadeTypes::find(const std::string& type) const {
    const auto found = facts_.find(type);
    return found == facts_.end() ? nullptr : found->second;
}

} // namespace pgslate::plan
