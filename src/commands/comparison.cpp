#include "commands/comparison.hpp"

#include "base/format.hpp"
#include "catalog/index.hpp"
#include "commands/made_roles.hpp"
#include "commands/present.hpp"
#include "commands/secrets.hpp"
#include "live/read.hpp"

#include <set>
#include <utility>

namespace pgslate::commands {
namespace {

using postgres::Session;

// Comparing takes a scratch database, which not everybody may make: the server says so, or that it
// lets nobody in there. Where the target's server answers no more, or another one does, nobody goes
// on.
bool is_beyond_us(const Error& error, const Context& context) {
    if (error.status() == ExitStatus::refused) return true;
    const bool is_told = !error.problems().front().sqlstate.empty();
    return error.status() == ExitStatus::unavailable && (is_told || context.scratch);
}

// By the names alone.
Missing missing_by_name(const plan::Present& present, const models::Models& models) {
    Missing missing{.plan = plan::plan_missing(models.catalog, present)};
    std::set<catalog::Identity> created;
    for (const auto& step : missing.plan.steps)
        created.insert(step.creates.begin(), step.creates.end());
    for (const auto& id : catalog::declared_objects(models.catalog))
        if (!present.identities.contains(id) && !created.contains(id))
            missing.left_out.push_back(id);
    return missing;
}

} // namespace

Comparison::Comparison(const Context& context, const database::Server& server,
                       ModelsOnDemand models)
    : context_(context), models_(models), destination_(context, server, std::move(models)) {}

template <typename Work>
bool Comparison::can_compare(Session& session, Work work) try {
    work();
    return true;
} catch (const postgres::ConnectionLost&) {
    throw;
} catch (const Error& error) {
    if (!is_beyond_us(error, context_)) throw;
    check_roles(session, models_.get().catalog);
    context_.note(format("Not compared with the models: {}.", error.what()));
    comparable_ = false;
    return false;
}

void Comparison::prepare(Session& session) {
    if (!std::exchange(prepared_, true)) destination_.prepare_asked(session);
}

void Comparison::ask(Session& session, postgres::Together together) {
    if (!std::exchange(asked_, true)) destination_.ask(session, std::move(together));
}

bool Comparison::is_known_to_be_reached(Session& session) {
    return can_compare(session, [&] { prepare(session); }) && destination_.is_known_to_be_reached();
}

Missing Comparison::compared(Session& session) {
    prepare(session);
    const auto live = destination_.read(session);
    auto way = destination_.additions_to(live.catalog, session);
    if (way.is_empty()) destination_.keep_verdict(live);
    if (has_placeholders(way.plan)) refuse_placeholders(models_.get()); // they know where
    refuse_placeholders(way.plan);
    std::erase_if(way.differences, [](const plan::Difference& difference) {
        return difference.kind == plan::Difference::Kind::undeclared;
    });
    return {.plan = std::move(way.plan), .left_out = {}, .differences = std::move(way.differences)};
}

Missing Comparison::missing(Session& session) {
    ask(session);
    Missing missing;
    if (comparable_ && can_compare(session, [&] { missing = compared(session); })) return missing;
    const auto live = live::read(session, live::Dependencies::all).catalog;
    const auto& models = models_.get();
    return missing_by_name(present_in(session, live, models.catalog, context_.target.ignore),
                           models);
}

std::map<catalog::Identity, Place>
Comparison::places_of(const std::vector<plan::Difference>& differences) const {
    return destination_.places_of(differences);
}

std::vector<Problem> Comparison::warnings() const {
    return destination_.warnings();
}

} // namespace pgslate::commands
