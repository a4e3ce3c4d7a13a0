#include "commands/inputs.hpp"

#include "base/format.hpp"
#include "commands/secrets.hpp"

namespace pgslate::commands {

models::Sources find_models(const config::Models& models, Interruption* interruption) {
    return models::find(models.value, models.trust, models.commands, interruption);
}

models::Models load_models(const Context& context) {
    const Progress::Task task(context.progress, "Reading the models");
    auto models = models::load(find_models(context.target.models, context.interruption));
    for (const auto& warning : models.warnings) context.warn(warning);
    return models;
}

void check_to_replace(const Context& context, const models::Models& models) {
    for (const auto& warning : models.warnings) context.warn(warning);
    if (models.catalog.facts.empty())
        throw Error(ExitStatus::bad_model,
                    "nothing was changed: models that declare nothing would only destroy",
                    {"An empty database is made by `drop` and `create`."});
    refuse_placeholders(models);
}

database::Server reach_server(const Context& context) {
    database::Server server(context.target, context.environment, context.interruption, context.note,
                            context.progress);
    if (!context.wait) return server;
    if (const auto warning = server.wait(*context.wait, context.waiting)) context.warn(*warning);
    return server;
}

database::Server reach_server_to_destroy(const Context& context) {
    const auto& target = context.target;
    if (!target.passed_over.empty())
        context.note(format("The target is from {}, not from {}: the environment goes before it, "
                            "and --profile before both.",
                            target.source, target.passed_over));
    return reach_server(context);
}

desired::Request desired_request(const Context& context) {
    return {.target = context.target,
            .like = context.like,
            .scratch = context.scratch,
            .fresh = context.fresh,
            .environment = context.environment,
            .interruption = context.interruption,
            .progress = context.progress,
            .warn = context.warn,
            .note = context.note,
            .detail = context.detail};
}

} // namespace pgslate::commands
