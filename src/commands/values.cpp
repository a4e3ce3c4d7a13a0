#include "commands/values.hpp"

#include "commands/asking.hpp"
#include "live/trusted_types.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pgslate::commands {
namespace {

using plan::Conversion;
using plan::Found;
using postgres::Session;

constexpr std::string_view doing = "looking whether values would be lost";

// Class 22 is about the data, 23 about what it has to be (manual, "PostgreSQL Error Codes"). NaN is
// no whole number, which is a feature that is not supported.
bool is_about_values(const std::string& sqlstate) {
    constexpr std::string_view cannot_coerce = "42846";
    constexpr std::string_view feature_not_supported = "0A000";
    return sqlstate.starts_with("22") || sqlstate.starts_with("23") || sqlstate == cannot_coerce
           || sqlstate == feature_not_supported;
}

// Where there is no way back, no value comes back; where there is none there, all is refused.
std::optional<Found> found(Session& session, const Conversion& conversion) {
    Answer answer;
    for (const auto* question :
         {&conversion.lost, &conversion.lost_by_text, &conversion.converted}) {
        answer = asked(session, *question, conversion.settings, doing);
        if (!answer.found && is_about_values(answer.sqlstate)) continue;
        if (!answer.found) return Found{};
        return answer.found->count == 0 ? std::nullopt : std::optional(*answer.found);
    }
    return Found{.verdict = Found::Verdict::refused, .words = answer.words};
}

std::set<std::string> types_of(const std::vector<Conversion>& conversions) {
    std::set<std::string> types;
    for (const auto& conversion : conversions)
        if (!conversion.keeps) types.insert(conversion.types.begin(), conversion.types.end());
    return types;
}

Losses ask_all(Session& session, const std::vector<Conversion>& conversions) {
    Losses losses;
    const auto trusted = live::trusted_types(session, types_of(conversions));
    for (const auto& conversion : conversions) {
        if (conversion.keeps) continue;
        const bool can_be_asked = std::ranges::all_of(
            conversion.types, [&](const auto& type) { return trusted.contains(type); });
        auto answer = can_be_asked ? found(session, conversion) : Found{};
        if (!answer) continue;
        answer->about = conversion.column;
        losses.emplace(conversion.column, *std::move(answer));
    }
    return losses;
}

} // namespace

Losses losses(Session& session, const std::vector<Conversion>& conversions) {
    if (std::ranges::all_of(conversions, &Conversion::keeps)) return {};
    session.execute(sql::text("BEGIN READ ONLY"), doing);
    auto result = ask_all(session, conversions);
    session.execute(sql::text("ROLLBACK"), doing);
    return result;
}

Losses losses_for_good(Session& session, const std::vector<Conversion>& conversions) {
    std::set<catalog::Identity> tables;
    for (const auto& conversion : conversions)
        if (!conversion.keeps) tables.insert(conversion.table);
    if (tables.empty()) return {};
    std::vector<sql::Text> names;
    names.reserve(tables.size());
    for (const auto& table : tables)
        names.push_back(sql::text("{}", sql::QualifiedName(table.names.at(0), table.names.at(1))));
    session.execute(sql::text("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", joined(names, ", ")),
                    "locking tables whose values change");
    return ask_all(session, conversions);
}

std::set<catalog::Identity> outside_bounds(Session& session,
                                           const std::vector<plan::NewBounds>& all) {
    std::set<catalog::Identity> outside;
    if (all.empty()) return outside;
    session.execute(sql::text("BEGIN READ ONLY"), doing);
    for (const auto& bounds : all)
        if (const auto answer = asked(session, bounds.question, {}, doing);
            answer.found && answer.found->count > 0)
            outside.insert(bounds.id);
    session.execute(sql::text("ROLLBACK"), doing);
    return outside;
}

bool loses(const Conversion& conversion, const Losses& losses) {
    const auto found = losses.find(conversion.column);
    return found != losses.end() && found->second.verdict == Found::Verdict::lost;
}

Losses unasked(const std::vector<Conversion>& conversions) {
    Losses losses;
    for (const auto& conversion : conversions)
        if (!conversion.keeps) losses.emplace(conversion.column, Found{.about = conversion.column});
    return losses;
}

void tell_losses(plan::Plan& plan, const Losses& losses) {
    for (auto& step : plan.steps)
        for (const auto& column : step.converts)
            if (const auto found = losses.find(column); found != losses.end())
                step.found.push_back(found->second);
}

} // namespace pgslate::commands
