#include "commands/sql.hpp"

#include "models/models.hpp"

namespace pgslate::commands {

plan::Plan sql(const std::vector<std::filesystem::path>& paths,
               const std::function<void(const Problem&)>& warn) {
    const auto models = models::load(paths);
    for (const auto& warning : models.warnings) warn(warning);
    return plan::plan_creation(models.catalog);
}

} // namespace pgslate::commands
