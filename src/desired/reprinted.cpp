#include "desired/reprinted.hpp"

#include "plan/carrier_of.hpp"
#include "plan/stand_in.hpp"

#include <algorithm>

namespace pgslate::desired {
namespace {

using catalog::Catalog;
using catalog::Fact;
using plan::AttributeDifference;
using plan::Difference;

std::optional<Suspect> suspect(const Fact& fact, const AttributeDifference& difference) {
    if (!difference.declared || !difference.live) return std::nullopt;
    auto declared = plan::carrier_of(fact, difference.name, *difference.declared);
    auto live = plan::carrier_of(fact, difference.name, *difference.live);
    if (!declared || !live) return std::nullopt;
    return Suspect{.id = fact.id,
                   .attribute = difference.name,
                   .value = *difference.live,
                   .declared = *std::move(declared),
                   .live = *std::move(live)};
}

Catalog those_that_meet(const std::vector<Suspect>& suspects, Rereading& rereading) {
    Catalog result;
    for (const auto& suspect : suspects)
        if (rereading.meet(suspect.declared, suspect.live))
            result.facts.emplace(suspect.id, Fact{.id = suspect.id})
                .first->second.attributes.emplace(suspect.attribute, suspect.value);
    return result;
}

bool is_mentioned(const std::string& name, const std::vector<Suspect>& suspects) {
    return std::ranges::any_of(suspects, [&](const Suspect& suspect) {
        return suspect.declared.statement.sql().find(name) != std::string::npos;
    });
}

bool is_reprinted(const Difference& difference, const AttributeDifference& attribute,
                  const Catalog& reprinted) {
    const auto* fact = reprinted.find(difference.id);
    if (fact == nullptr) return false;
    const auto found = fact->attributes.find(attribute.name);
    return found != fact->attributes.end() && found->second == attribute.live;
}

} // namespace

std::vector<Suspect> suspects(const std::vector<Difference>& differences, const Catalog& declared) {
    std::vector<Suspect> result;
    for (const auto& difference : differences)
        for (const auto& attribute : difference.attributes)
            if (auto found = suspect(*declared.find(difference.id), attribute))
                result.push_back(*std::move(found));
    return result;
}

Catalog reprinted(const std::vector<Suspect>& suspects, postgres::Session& scratch,
                  Transaction transaction) {
    Rereading rereading(scratch, transaction);
    return those_that_meet(suspects, rereading);
}

Catalog reprinted_among_columns(const std::vector<Suspect>& suspects, const Catalog& declared,
                                postgres::Session& scratch) {
    Rereading rereading(scratch);
    for (const auto& relation : plan::stand_ins(declared))
        if (is_mentioned(relation.id.name(), suspects))
            for (const auto& statement : relation.statements) rereading.keep(statement);
    return those_that_meet(suspects, rereading);
}

void forget_reprinted(std::vector<Difference>& differences, const Catalog& reprinted) {
    std::erase_if(differences, [&](Difference& difference) {
        const auto before = difference.attributes.size();
        std::erase_if(difference.attributes, [&](const AttributeDifference& attribute) {
            return is_reprinted(difference, attribute, reprinted);
        });
        return before > 0 && difference.attributes.empty();
    });
}

} // namespace pgslate::desired
