#include "commands/sql.hpp"

#include "commands/inputs.hpp"
#include "commands/secrets.hpp"
#include "plan/role_guard.hpp"

namespace pgslate::commands {

plan::Plan sql(const config::Models& paths, const std::function<void(const Problem&)>& warn,
               Interruption* interruption) {
    const auto models = models::load(find_models(paths, interruption));
    for (const auto& warning : models.warnings) warn(warning);
    refuse_placeholders(models);
    return plan::with_guarded_roles(plan::plan_creation(models.catalog));
}

} // namespace pgslate::commands
