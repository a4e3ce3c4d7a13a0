#include "commands/keeping.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using postgres::Statement;
using sql::text;

// The schema that default privileges are for; empty: all, or something else is kept.
std::string schema_for(const Identity& id) {
    return id.kind == Kind::default_privileges ? id.names.at(1) : std::string();
}

bool is_there(const live::DatabaseWide& wide, const std::string& schema) {
    return schema.empty() || schema.starts_with("pg_") || schema == "information_schema"
           || wide.schemas.contains(schema);
}

bool is_same(const live::DatabaseWide& wide, const Fact& fact) {
    const auto* other = wide.rules.find(fact.id);
    return other != nullptr && other->attributes == fact.attributes;
}

// What would keep us out of `public` while the models are built.
bool is_about_us(const Identity& id, const catalog::Catalog& rules, const std::string& us) {
    const auto* owner = rules.find({Kind::owner, {"public"}, Kind::schema});
    const auto owned_by = owner == nullptr ? std::string() : owner->text("role");
    const auto& name = id.name();
    return id.kind == Kind::owner
           || (id.kind == Kind::privileges
               && (name == us || name == "pg_database_owner" || name == owned_by));
}

// Whatever the role has there by the template is taken away first.
plan::Plan plan_for(Fact fact) {
    if (fact.id.kind == Kind::privileges) fact.attributes["revoked"] = std::string("true");
    catalog::Catalog only;
    only.facts.emplace(fact.id, std::move(fact));
    return plan::plan_creation(only, plan::Author::server);
}

std::vector<Statement> statements_of(const plan::Plan& plan) {
    std::vector<Statement> statements;
    for (const auto& step : plan.steps) statements.push_back({.sql = step.sql});
    return statements;
}

std::optional<postgres::ServerError> try_all(postgres::Session& session,
                                             std::vector<Statement> statements, const char* end) {
    statements.insert(statements.begin(), {.sql = text("BEGIN")});
    statements.push_back({.sql = sql::Text::verbatim(end)});
    auto error = session.run(statements).error;
    const Statement undo{.sql = text("ROLLBACK")};
    if (error) session.run({&undo, 1});
    return error;
}

// Behind the step that creates the schema; nothing if none does.
std::optional<std::size_t> behind_schema(const plan::Plan& inside, const std::string& schema) {
    const Identity wanted{Kind::schema, {schema}, {}};
    for (std::size_t at = 0; at < inside.steps.size(); ++at)
        if (std::ranges::count(inside.steps[at].creates, wanted) > 0) return at + 1;
    return std::nullopt;
}

std::string names_of(const std::vector<const live::Unhoused*>& lost) {
    std::vector<std::string> names;
    names.reserve(lost.size());
    for (const auto* one : lost) names.push_back(to_string(one->id));
    return format("{}", join(names, ", "));
}

} // namespace

Keeping::Keeping(const Context& context, postgres::Session& session, const Kept& kept)
    : context_(context), session_(session), kept_(kept) {}

plan::Plan Keeping::begin(plan::Plan inside) {
    if (!kept_.rules.facts.empty()) sort_out(live::read_database_wide(session_), inside);
    return inside;
}

void Keeping::sort_out(const live::DatabaseWide& there, plan::Plan& inside) {
    const auto us = session_.role().name;
    for (const auto& [id, fact] : kept_.rules.facts) {
        if (is_same(there, fact)) continue;
        const auto schema = schema_for(id);
        const auto behind = is_there(there, schema) ? std::nullopt : behind_schema(inside, schema);
        if (behind)
            splice(fact, inside, *behind);
        else if (is_about_us(id, kept_.rules, us) || !is_there(there, schema))
            late_.push_back(fact);
        else
            give(fact);
    }
}

// In the middle of the plan nothing may fail that is not the models' own.
void Keeping::splice(const Fact& fact, plan::Plan& inside, std::size_t at) {
    const auto plan = plan_for(fact);
    auto statements = statements_of(plan);
    statements.insert(statements.begin(),
                      {.sql = text("CREATE SCHEMA {}", sql::Identifier(schema_for(fact.id)))});
    if (const auto error = try_all(session_, std::move(statements), "ROLLBACK"))
        return warn(fact, *error);
    inside.steps.insert(inside.steps.begin() + static_cast<std::ptrdiff_t>(at), plan.steps.begin(),
                        plan.steps.end());
}

void Keeping::give(const Fact& fact) {
    if (const auto error = try_all(session_, statements_of(plan_for(fact)), "COMMIT"))
        warn(fact, *error);
}

void Keeping::warn(const Fact& fact, const postgres::ServerError& why) {
    auto problem = postgres::problem(why, format("{} not kept", to_string(fact.id)));
    for (const auto& step : plan_for(fact).steps)
        problem.notes.push_back(format("it would take: {}", step.sql.sql()));
    context_.warn(problem);
    settled_.insert(fact.id);
}

void Keeping::finish() {
    if (kept_.rules.facts.empty() && kept_.refused.facts.empty() && kept_.unhoused.empty()) return;
    auto there = live::read_database_wide(session_);
    for (const auto& fact : late_)
        if (is_there(there, schema_for(fact.id))) give(fact);
    if (!late_.empty()) there = live::read_database_wide(session_);
    warn_of_differences(there);
    warn_of_refused(there);
    warn_of_lost(there);
}

// A model may have said something else about `public` since.
void Keeping::warn_of_differences(const live::DatabaseWide& there) {
    for (const auto& [id, fact] : kept_.rules.facts) {
        const bool ours = id.kind != Kind::comment && is_there(there, schema_for(id));
        if (!ours || settled_.contains(id) || is_same(there, fact)) continue;
        context_.warn({.message = format("{} could not be kept in full", to_string(id))});
    }
}

void Keeping::warn_of_refused(const live::DatabaseWide& there) {
    std::vector<std::string> lost;
    for (const auto& [id, fact] : kept_.refused.facts)
        if (is_there(there, schema_for(id)) && !is_same(there, fact)) lost.push_back(to_string(id));
    if (lost.empty()) return;
    context_.warn(advised(format("database {} loses what no model declares: {}",
                                 in_quotes(context_.target.database), join(lost, ", ")),
                          {"Models that speak of default privileges, or of privileges on public, "
                           "say all of them; where they say none, what is there is kept."}));
}

void Keeping::warn_of_lost(const live::DatabaseWide& there) {
    std::set<Identity> present;
    for (const auto& one : there.unhoused) present.insert(one.id);
    for (const bool may_make : {true, false}) {
        std::vector<const live::Unhoused*> lost;
        for (const auto& one : kept_.unhoused)
            if (one.may_make == may_make && !present.contains(one.id)) lost.push_back(&one);
        if (!lost.empty()) tell_lost(lost, may_make);
    }
}

void Keeping::tell_lost(const std::vector<const live::Unhoused*>& lost, bool may_make) {
    const auto role = quoted(sql::Identifier(session_.role().name));
    context_.warn(advised(
        format("database {} loses what no model declares: {}", in_quotes(context_.target.database),
               names_of(lost)),
        {may_make
             ? format("Role {} may make such again; what a model declares is made each time.", role)
             : format("Role {} may not make such again: a superuser, or whoever made it, has to.",
                      role)}));
}

} // namespace pgslate::commands
