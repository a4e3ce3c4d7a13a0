#include "commands/alteration.hpp"

#include "commands/inputs.hpp"
#include "commands/uncompared.hpp"
#include "live/read_again.hpp"
#include "live/roles.hpp"
#include "plan/role_steps.hpp"
#include "plan/roles.hpp"

namespace pgslate::commands {
namespace {

desired::Request request_for(const Context& context) {
    auto request = desired_request(context);
    request.dependencies = live::Dependencies::all;
    return request;
}

} // namespace

Destination::Destination(const Context& context, const database::Server& server,
                         ModelsOnDemand models)
    : context_(context), server_(server), models_(std::move(models)),
      desired_(request_for(context), server, models_.sources(),
               [this]() -> const models::Models& { return models_.get(); }) {}

void Destination::check_models() const {
    models_.get();
}

void Destination::ask(postgres::Session& session, postgres::Together together) {
    desired_.ask(together, session.server());
    together.ask(session, "looking where models can be tried");
}

void Destination::prepare(postgres::Session& session) {
    ask(session);
    prepare_asked(session);
}

void Destination::prepare_asked(postgres::Session& session) {
    desired_.prepare(session);
}

// What somebody builds belongs to him: that the other database is another role's is no difference.
catalog::Catalog Destination::completed(catalog::Catalog live, postgres::Session& session) {
    if (context_.like) desired::forget_own(live, session.server().user);
    desired_.add_roles(live, [&session]() -> postgres::Session& { return session; });
    if (const auto roles = old_roles(); !roles.empty())
        live.facts.merge(live::read_roles(session, roles).facts);
    return live;
}

// Roles that may have to be renamed: of all others only the declared ones are looked at.
std::vector<std::string> Destination::old_roles() {
    std::vector<std::string> roles;
    constexpr std::string_view word = "role ";
    for (const auto& text : context_.renames)
        if (const auto end = text.find('='); text.starts_with(word) && end != std::string::npos)
            roles.push_back(text.substr(word.size(), end - word.size()));
    if (plan::declared_roles(desired_.catalog()).empty()) return roles;
    for (const auto& [id, hint] : desired_.hints())
        for (const auto& name : hint.was)
            if (id.kind == catalog::Kind::role) roles.push_back(name.front());
    return roles;
}

void Destination::keep_verdict(const live::Reading& live) {
    desired_.keep_verdict(live, uncompared(live, desired_.catalog()));
}

// Two databases that are read at once keep the server busy enough.
live::Reading Destination::read(postgres::Session& session) {
    const auto another =
        context_.like ? live::Another() : [this] { return server_.try_another("plan"); };
    auto reading = live::read(session, {live::Dependencies::all, desired_.signs()}, another);
    reading.catalog = completed(std::move(reading.catalog), session);
    return reading;
}

catalog::Catalog Destination::read_in_transaction(postgres::Session& session,
                                                  live::Dependencies dependencies) {
    return completed(live::read_in_transaction(session, dependencies).catalog, session);
}

// With what only the models know.
void Destination::complete(Way& way) const {
    if (!context_.like && plan::makes_roles(way.plan))
        plan::make_roles_as_models_say(way.plan, models_.get().catalog);
    add_places(way);
}

// What a statement of a .sql model makes is in that, if nothing more is known.
void Destination::add_places(Way& way) const {
    for (auto& step : way.plan.steps) {
        for (auto& [difference, because, place] : step.reasons) {
            place = desired_.place_of(difference.id);
            if (!place.known()) place = desired_.place_of(step.whole.value());
        }
        if (step.origins.empty() || step.origins.front().place.known()) continue;
        step.origins.front().place = place_of(step);
    }
}

// Where a statement does several things, nobody knows which of them fails.
Place Destination::place_of(const plan::Step& step) const {
    const bool one = step.reasons.size() == 1 || !step.whole;
    if (!one) return desired_.place_of(*step.whole);
    return step.reasons.empty() ? Place() : step.reasons.front().place;
}

// As a rule all that was written since tells.
bool Destination::is_reached(const live::Reading& before, postgres::Session& session) {
    auto reached = live::read_again(session, before);
    if (reached && desired_.differing(completed(*std::move(reached), session)).empty()) return true;
    const auto whole = read_in_transaction(session, live::Dependencies::none);
    return desired_.differing(whole).empty();
}

} // namespace pgslate::commands
