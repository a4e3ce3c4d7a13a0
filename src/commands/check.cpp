#include "commands/check.hpp"

#include "catalog/index.hpp"
#include "commands/inputs.hpp"
#include "desired/scratch.hpp"

namespace pgslate::commands {
namespace {

Check summary(const models::Models& models) {
    return {.files = models.sources.paths(), .objects = catalog::count_declared(models.catalog)};
}

} // namespace

Check check(const config::Models& paths, const std::function<void(const Problem&)>& warn) {
    const auto models = models::load(models::find(paths.value, paths.trust));
    for (const auto& warning : models.warnings) warn(warning);
    return summary(models);
}

Check check_on_server(const Context& context) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    auto result = summary(models);
    result.statements = desired::ScratchBuild(desired_request(context), server,
                                              plan::plan_creation(models.catalog), "check")
                            .statements();
    return result;
}

} // namespace pgslate::commands
