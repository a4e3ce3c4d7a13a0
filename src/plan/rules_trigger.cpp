#include "plan/rule.hpp"
#include "plan/trigger.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// Partitions, too: their triggers are like their table's but where a fact of their own says so.
std::vector<sql::Text> set_enabled(const Fact& fact, const sql::Text& what) {
    if (!fact.has("enabled")) return {};
    return {set_trigger_enabled(fact, what)};
}

std::vector<sql::Text> finish_trigger(const Fact& fact) {
    if (is_true(fact, "inherited")) return {};
    return set_enabled(fact, text("TRIGGER"));
}

// A partition has its table's trigger already.
sql::Text create_trigger(const Fact& fact) {
    if (is_true(fact, "inherited")) return set_enabled(fact, text("TRIGGER")).front();
    const auto constraint = is_true(fact, "constraint") ? text("CONSTRAINT ") : text("");
    Writer writer(text("CREATE {}TRIGGER {}", constraint, own_name(fact)));
    writer.add_attribute("{}", fact, "events");
    writer.add_if(fact.has("columns"), text("OF {}", sql::name_list(fact.list("columns"))));
    writer.add_attribute("{}", fact, "definition");
    return writer.done();
}

// What a partition has from its table stays, and is as it is there.
std::vector<sql::Text> drop_trigger(const Fact& fact) {
    if (is_true(fact, "inherited"))
        return {text("ALTER TABLE {} ENABLE TRIGGER {}", parent_name(fact), own_name(fact))};
    return {text("DROP TRIGGER {} ON {}", own_name(fact), parent_name(fact))};
}

sql::Text create_rule(const Fact& fact) {
    return text("CREATE RULE {} AS {}", own_name(fact), fragment(fact, "definition"));
}

sql::Text replace_rule(const Fact& fact) {
    return text("CREATE OR REPLACE RULE {} AS {}", own_name(fact), fragment(fact, "definition"));
}

std::vector<sql::Text> finish_rule(const Fact& fact) {
    return set_enabled(fact, text("RULE"));
}

sql::Text create_policy(const Fact& fact) {
    Writer writer(text("CREATE POLICY {} ON {}", own_name(fact), parent_name(fact)));
    writer.add_if(is_true(fact, "restrictive"), text("AS RESTRICTIVE"));
    writer.add_attribute("FOR {}", fact, "command");
    writer.add_if(fact.has("roles"), text("TO {}", policy_roles(fact)));
    writer.add_attribute("USING ({})", fact, "using");
    writer.add_attribute("WITH CHECK ({})", fact, "check");
    return writer.done();
}

sql::Text create_event_trigger(const Fact& fact) {
    Writer writer(text("CREATE EVENT TRIGGER {} ON {}", own_name(fact), fragment(fact, "event")));
    std::vector<sql::Text> tags;
    for (const auto& tag : fact.list("tags")) tags.push_back(text("{}", sql::Literal(tag)));
    writer.add_if(!tags.empty(), text("WHEN TAG IN ({})", joined(tags, ", ")));
    writer.add(text("EXECUTE FUNCTION {}()", fragment(fact, "function")));
    return writer.done();
}

std::vector<sql::Text> finish_event_trigger(const Fact& fact) {
    if (!fact.has("enabled")) return {};
    return {text("ALTER EVENT TRIGGER {} {}", own_name(fact), enabling(fact))};
}

Effect know_nothing_yet(const Fact&) {
    return {.lock = LockMode::share_update_exclusive, .statistics = Statistics::of_relation};
}

sql::Text create_statistics(const Fact& fact) {
    return text("CREATE STATISTICS {} {}", qualified(fact.id), fragment(fact, "definition"));
}

std::vector<sql::Text> finish_statistics(const Fact& fact) {
    if (!fact.has("target")) return {};
    return {text("ALTER STATISTICS {} SET STATISTICS {}", qualified(fact.id),
                 fragment(fact, "target"))};
}

// What is beside the declared one under another name: nothing happens that it would hear of.
Fact carried_by(Fact fact) {
    fact.id.names = fact.id.names.with_last(carrier_name().name());
    return fact;
}

sql::Literal parent_as_literal(const Fact& fact) {
    return sql::Literal(quoted(parent_name(fact)));
}

Carrier carry_trigger(const Fact& fact, std::string_view) {
    return {.statement = create_trigger(carried_by(fact)),
            .question = text("SELECT pg_catalog.pg_get_triggerdef(oid, false) "
                             "FROM pg_catalog.pg_trigger WHERE tgname = {} "
                             "AND tgrelid = {}::pg_catalog.regclass",
                             sql::Literal(carrier_name().name()), parent_as_literal(fact))};
}

Carrier carry_rule(const Fact& fact, std::string_view) {
    return {.statement = create_rule(carried_by(fact)),
            .question = text("SELECT pg_catalog.pg_get_ruledef(oid) "
                             "FROM pg_catalog.pg_rewrite WHERE rulename = {} "
                             "AND ev_class = {}::pg_catalog.regclass",
                             sql::Literal(carrier_name().name()), parent_as_literal(fact))};
}

Carrier carry_statistics(const Fact& fact, std::string_view) {
    const auto carrier = carried_by(fact);
    return {.statement = create_statistics(carrier),
            .question = text("SELECT pg_catalog.pg_get_statisticsobjdef(oid) "
                             "FROM pg_catalog.pg_statistic_ext WHERE stxname = {}",
                             sql::Literal(carrier.id.name()))};
}

// Everybody, where none is named.
bool names_more_roles(const Fact& before, const Fact& after) {
    const auto is_everybody = [](const Fact& policy) {
        const auto& roles = policy.list("roles");
        return roles.empty() || std::ranges::count(roles, "public") > 0;
    };
    if (is_everybody(before)) return false;
    const auto& named = before.list("roles");
    return is_everybody(after) || std::ranges::any_of(after.list("roles"), [&](const auto& role) {
               return std::ranges::count(named, role) == 0;
           });
}

// What permissive policies let pass, all restrictive ones have to let pass as well (manual, "CREATE
// POLICY"). What their expressions mean is the server's to know.
bool lets_more_pass(const Fact* before, const Fact* after) {
    const auto permits = [](const Fact* policy) {
        return policy != nullptr && !is_true(*policy, "restrictive");
    };
    if (before == nullptr || after == nullptr)
        return permits(after) || (before && !permits(before));
    if (permits(before) != permits(after)) return permits(after);
    if (before->text("command") != after->text("command")) return true;
    return permits(after) ? names_more_roles(*before, *after) : names_more_roles(*after, *before);
}

Effect hold_changes(const Fact&) {
    return {.lock = LockMode::share_row_exclusive, .on = On::children};
}

Effect hold_all(const Fact&) {
    return {};
}

Effect hold_all_partitions(const Fact&) {
    return {.on = On::children};
}

constexpr std::array texts_of_trigger = {Carried{"definition", carry_trigger}};
constexpr std::array texts_of_rule = {Carried{"definition", carry_rule}};
constexpr std::array texts_of_policy = {Carried{"using", carry_expression},
                                        Carried{"check", carry_expression}};
constexpr std::array texts_of_statistics = {Carried{"definition", carry_statistics}};

} // namespace

sql::Text enabling(const Fact& fact) {
    const auto& enabled = fact.text("enabled");
    if (enabled == "disabled") return text("DISABLE");
    if (enabled == "replica") return text("ENABLE REPLICA");
    return enabled == "always" ? text("ENABLE ALWAYS") : text("ENABLE");
}

sql::Text set_trigger_enabled(const Fact& fact, const sql::Text& what) {
    return text("ALTER TABLE {} {} {} {}", parent_name(fact), enabling(fact), what, own_name(fact));
}

// PUBLIC is a keyword, and no role can be called so.
sql::Text policy_roles(const Fact& fact) {
    std::vector<sql::Text> roles;
    for (const auto& role : fact.list("roles"))
        roles.push_back(role == "public" ? text("PUBLIC") : text("{}", sql::Identifier(role)));
    return joined(roles, ", ");
}

std::span<const Rule> trigger_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::trigger,
             .create = create_trigger,
             .finish = finish_trigger,
             .drop = drop_trigger,
             .creating = hold_changes,
             .dropping = hold_all_partitions,
             .carried = texts_of_trigger,
             .unordered = {"columns"}},
        Rule{.kind = Kind::rule,
             .create = create_rule,
             .replace = replace_rule,
             .finish = finish_rule,
             .creating = hold_all,
             .carried = texts_of_rule},
        Rule{.kind = Kind::policy,
             .create = create_policy,
             .creating = hold_all,
             .widens = lets_more_pass,
             .carried = texts_of_policy},
        Rule{.kind = Kind::event_trigger,
             .create = create_event_trigger,
             .finish = finish_event_trigger,
             .unordered = {"tags"}},
        Rule{.kind = Kind::statistics,
             .create = create_statistics,
             .finish = finish_statistics,
             .creating = know_nothing_yet,
             .carried = texts_of_statistics},
    };
    return rules;
}

} // namespace pgslate::plan
