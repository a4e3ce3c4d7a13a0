#include "commands/alteration.hpp"

#include "commands/inputs.hpp"
#include "live/assignment.hpp"
#include "live/extents.hpp"
#include "live/read.hpp"
#include "plan/changes.hpp"
#include "plan/summary.hpp"
#include "plan/weigh.hpp"

namespace pgslate::commands {
namespace {

desired::Request request_for(const Context& context) {
    auto request = desired_request(context);
    request.dependencies = live::Dependencies::all;
    return request;
}

models::Sources sources_of(const Context& context) {
    if (context.like) return {};
    return models::find(context.target.models.value, context.target.models.trust);
}

enum class Empty { as_it_is, may_be_filled };

// Where there is nothing yet, nothing is asked.
void weigh(plan::Plan& plan, postgres::Session& session, Empty empty) {
    auto extents = live::extents_of(session, plan::to_be_weighed(plan));
    if (empty == Empty::may_be_filled)
        for (auto& [relation, extent] : extents) extent.empty = false;
    plan::weigh(plan, extents);
}

} // namespace

Destination::Destination(const Context& context, const database::Server& server)
    : context_(context), sources_(sources_of(context)),
      models_(std::async(std::launch::deferred,
                         [&] { return context.like ? models::Models() : models::load(sources_); })
                  .share()),
      desired_(request_for(context), server, sources_,
               [this]() -> const models::Models& { return models_.get(); }) {}

void Destination::check_models() const {
    models_.get();
}

void Destination::prepare(postgres::Session& session) {
    postgres::Together together;
    desired_.ask(together, session.server());
    together.ask(session, "looking where models can be tried");
    desired_.prepare(session.server());
}

// What somebody builds belongs to him: that the other database is another role's is no difference.
catalog::Catalog Destination::completed(catalog::Catalog live, postgres::Session& session) {
    if (context_.like) desired::forget_own(live, session.server().user);
    desired_.add_roles(live, [&session]() -> postgres::Session& { return session; });
    return live;
}

catalog::Catalog Destination::read(postgres::Session& session) {
    return completed(live::read(session, live::Dependencies::all).catalog, session);
}

catalog::Catalog Destination::read_in_transaction(postgres::Session& session) {
    return completed(live::read_in_transaction(session, live::Dependencies::all).catalog, session);
}

// What a statement of a .sql model makes is in that, if nothing more is known.
void Destination::add_places(Way& way) const {
    for (auto& step : way.plan.steps) {
        if (!step.reason) continue;
        auto& place = step.reason->place;
        place = desired_.place_of(step.reason->difference.id);
        if (!place.known()) place = desired_.place_of(step.whole.value());
    }
}

plan::Changes Destination::changes_from(const catalog::Catalog& live,
                                        const std::vector<plan::Difference>& differences,
                                        postgres::Session& session) {
    const auto no_assignment = live::without_assignment(session, plan::type_changes(differences));
    return plan::changes_of(desired_.catalog(), live, differences, session.server().major(),
                            no_assignment);
}

Way Destination::way_from(const catalog::Catalog& live, postgres::Session& session) {
    Way way{.differences = desired_.differences(live)};
    if (way.differences.empty()) return way;
    const auto changes = changes_from(live, way.differences, session);
    way.plan = plan::plan_changes(changes, live, way.differences);
    weigh(way.plan, session, Empty::as_it_is);
    add_places(way);
    return way;
}

Way Destination::way_back(const catalog::Catalog& live, postgres::Session& session) {
    const auto differences = desired_.differences(live);
    if (differences.empty()) return {};
    const auto there = changes_from(live, differences, session);
    auto first = plan::plan_changes(there, live, differences);
    weigh(first, session, Empty::as_it_is);
    const auto& afterwards = there.target;
    Way way{.differences = plan::inverted(differences), .gone = plan::summary_of(first).lost};
    const auto no_assignment =
        live::without_assignment(session, plan::type_changes(way.differences));
    const auto changes = plan::changes_of(live, afterwards, way.differences,
                                          session.server().major(), no_assignment);
    way.plan = plan::plan_changes(changes, afterwards, way.differences);
    weigh(way.plan, session, Empty::may_be_filled);
    return way;
}

} // namespace pgslate::commands
