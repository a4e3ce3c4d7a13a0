#include "commands/present.hpp"

#include "live/roles.hpp"
#include "plan/roles.hpp"

namespace pgslate::commands {

plan::Present present_in(postgres::Session& session, const catalog::Catalog& live,
                         const catalog::Catalog& models, const plan::Patterns& ignore) {
    plan::Present present;
    const auto add = [&](const catalog::Catalog& catalog) {
        for (const auto& [id, fact] : catalog.facts) present.identities.insert(as_models_say(id));
    };
    add(live);
    if (const auto roles = plan::declared_roles(models); !roles.empty())
        add(live::read_roles(session, {roles.begin(), roles.end()}));
    for (const auto& [id, fact] : models.facts)
        if (plan::is_ignored(id, ignore, models)) present.identities.insert(id);
    return present;
}

} // namespace pgslate::commands
