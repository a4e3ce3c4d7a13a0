// Functions are replaced in place as long as whoever calls them need not know; triggers, policies,
// rules and event triggers.
#include "plan/alteration.hpp"
#include "plan/rule.hpp"
#include "plan/trigger.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// What decides what an aggregate returns, and how it is called, is among its options.
std::set<std::string> results_of(const Fact& aggregate) {
    constexpr std::array<std::string_view, 5> deciding = {"STYPE", "FINALFUNC", "FINALFUNC_EXTRA",
                                                          "MSTYPE", "HYPOTHETICAL"};
    std::set<std::string> results;
    for (const auto& option : aggregate.list("options"))
        if (std::ranges::count(deciding, option.substr(0, option.find(' '))) > 0)
            results.insert(option);
    return results;
}

bool makes_the_same(const Fact& live, const Fact& declared) {
    return results_of(live) == results_of(declared);
}

// Keeps owner, privileges and all that calls it. The server refuses another result, other names of
// arguments or fewer defaults (manual, "CREATE FUNCTION"): then it is no longer the same function.
MaybeAlterations replace_function(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    const bool same = live.text("form") == declared.text("form")
                      && live.text("returns") == declared.text("returns")
                      && live.text("arguments") == declared.text("arguments");
    if (!same || !makes_the_same(live, declared)) return std::nullopt;
    return replaced_in_place(change);
}

MaybeAlterations alter_trigger_enabled(const Change& change) {
    return Alterations{{set_trigger_enabled(change.declared, text("TRIGGER")), Turn::settle}};
}

MaybeAlterations alter_rule_enabled(const Change& change) {
    return Alterations{{set_trigger_enabled(change.declared, text("RULE")), Turn::settle}};
}

MaybeAlterations alter_event_trigger_enabled(const Change& change) {
    return Alterations{
        {text("ALTER EVENT TRIGGER {} {}", own_name(change.declared), enabling(change.declared)),
         Turn::settle}};
}

// An expression that goes takes another policy.
MaybeAlterations alter_policy(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    for (const auto* attribute : {"using", "check"})
        if (live.has(attribute) && !declared.has(attribute)) return std::nullopt;
    Writer writer(text("ALTER POLICY {} ON {}", own_name(declared), parent_name(declared)));
    writer.add(text("TO {}", declared.has("roles") ? policy_roles(declared) : text("PUBLIC")));
    writer.add_attribute("USING ({})", declared, "using");
    writer.add_attribute("WITH CHECK ({})", declared, "check");
    return Alterations{{writer.done(), Turn::settle}};
}

MaybeAlterations alter_statistics_target(const Change& change) {
    const auto& declared = change.declared;
    return altered(
        text("ALTER STATISTICS {} SET STATISTICS {}", qualified(declared.id),
             declared.has("target") ? fragment(declared, "target") : sql::Fragment("-1")));
}

constexpr Effect holds_writers{.lock = LockMode::share_row_exclusive, .on = On::children};
constexpr Effect holds_nobody{.lock = LockMode::none};

} // namespace

std::span<const AttributeRow> routine_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::function, "arguments", replace_function},
        AttributeRow{Kind::function, "returns", replace_function},
        AttributeRow{Kind::function, "form", replace_function},
        AttributeRow{Kind::function, "language", replace_function},
        AttributeRow{Kind::function, "volatility", replace_function},
        AttributeRow{Kind::function, "strict", replace_function},
        AttributeRow{Kind::function, "leakproof", replace_function},
        AttributeRow{Kind::function, "security_definer", replace_function},
        AttributeRow{Kind::function, "parallel", replace_function},
        AttributeRow{Kind::function, "cost", replace_function},
        AttributeRow{Kind::function, "rows", replace_function},
        AttributeRow{Kind::function, "support", replace_function},
        AttributeRow{Kind::function, "transforms", replace_function},
        AttributeRow{Kind::function, "settings", replace_function},
        AttributeRow{Kind::function, "body", replace_function},
        AttributeRow{Kind::function, "object_file", replace_function},
        AttributeRow{Kind::function, "sql_body", replace_function},
        AttributeRow{Kind::function, "operator_schemas", replace_function},
        AttributeRow{Kind::function, "options", replace_function},
        AttributeRow{Kind::trigger, "inherited"},
        AttributeRow{Kind::trigger, "events"},
        AttributeRow{Kind::trigger, "columns"},
        AttributeRow{Kind::trigger, "definition"},
        AttributeRow{Kind::trigger, "constraint"},
        AttributeRow{Kind::trigger, "operator_schemas"},
        AttributeRow{Kind::trigger, "enabled", alter_trigger_enabled, false, holds_writers},
        AttributeRow{Kind::rule, "definition", replaced_in_place},
        AttributeRow{Kind::rule, "operator_schemas", replaced_in_place},
        AttributeRow{Kind::rule, "enabled", alter_rule_enabled},
        AttributeRow{Kind::event_trigger, "event"},
        AttributeRow{Kind::event_trigger, "tags"},
        AttributeRow{Kind::event_trigger, "function"},
        AttributeRow{Kind::event_trigger, "enabled", alter_event_trigger_enabled},
        AttributeRow{Kind::policy, "restrictive"},
        AttributeRow{Kind::policy, "command"},
        AttributeRow{Kind::policy, "roles", alter_policy},
        AttributeRow{Kind::policy, "using", alter_policy},
        AttributeRow{Kind::policy, "check", alter_policy},
        AttributeRow{Kind::policy, "operator_schemas", alter_policy},
        AttributeRow{Kind::statistics, "definition"},
        AttributeRow{Kind::statistics, "operator_schemas"},
        AttributeRow{Kind::statistics, "target", alter_statistics_target, false, holds_nobody},
    };
    return rows;
}

} // namespace pgslate::plan
