#include "commands/comparison.hpp"

#include "apply/build.hpp"
#include "commands/build_database.hpp"
#include "commands/dumped_files.hpp"
#include "live/read.hpp"

namespace pgslate::commands {
namespace {

constexpr std::string_view task = "create";

} // namespace

Comparison::Comparison(const Context& context, const database::Server& server,
                       const models::Models& models)
    : context_(context), server_(server), models_(models), session_(server.connect(task)),
      standard_(context, server, models.sources,
                [this]() -> const models::Models& { return models_; }) {
    standard_.prepare(session_);
    read();
}

void Comparison::read() {
    live_ = live::read(session_, live::Dependencies::none, [this] {
                return server_.try_open(task);
            }).catalog;
}

plan::Plan Comparison::rest() {
    plan::Present present;
    for (const auto& [id, fact] : live_.facts) present.identities.insert(id);
    const auto& declared = standard_.catalog();
    for (const auto& [id, fact] : declared.facts)
        if (comes_with_a_database(id)) present.identities.insert(id);
    return as_printed(plan::plan_missing(declared, present));
}

void Comparison::add_the_rest(Create& result) {
    if (rest().steps.empty()) return;
    auto maintenance = server_.connect_to_maintenance(task);
    const Turn turn(context_, maintenance);
    read();
    const auto plan = rest();
    if (plan.steps.empty()) return;
    if (result.statements == 0) context_.say(creating_what_is_missing);
    result.statements += apply::build(session_, plan).statements;
    for (const auto& step : plan.steps)
        result.created.insert(result.created.end(), step.creates.begin(), step.creates.end());
    read();
}

void Comparison::tell(Create& result) {
    auto all = standard_.differences(live_);
    std::erase_if(all, [](const plan::Difference& difference) {
        return difference.kind == plan::Difference::Kind::undeclared;
    });
    result.places = standard_.places_of(all);
    result.differences = std::move(all);
}

} // namespace pgslate::commands
