#include "commands/models_on_demand.hpp"

#include "commands/inputs.hpp"

namespace pgslate::commands {
namespace {

models::Sources sources_for(const Context& context) {
    if (context.like) return {};
    return find_models(context.target.models, context.interruption);
}

} // namespace

ModelsOnDemand::ModelsOnDemand(const Context& context)
    : sources_(std::make_shared<const models::Sources>(sources_for(context))),
      loading_(
          std::async(std::launch::deferred, [sources = sources_, like = context.like.has_value(),
                                             progress = context.progress] {
              if (like) return models::Models();
              const Progress::Task task(progress, "Reading the models");
              return models::load(*sources);
          }).share()) {}

} // namespace pgslate::commands
