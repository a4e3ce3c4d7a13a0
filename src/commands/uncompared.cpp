#include "commands/uncompared.hpp"

#include "base/format.hpp"
#include "commands/secrets.hpp"
#include "sql/placeholders.hpp"

namespace pgslate::commands {

std::vector<std::string> uncompared(const live::Reading& live, const catalog::Catalog& declared) {
    auto open = live.unknown;
    for (const auto& [id, fact] : declared.facts)
        if (const auto names = placeholders_of(fact);
            !names.empty() && live.catalog.find(id) != nullptr)
            open.push_back(format("secrets of {}, for which the models have '{}' in {}",
                                  to_string(id), sql::secret_placeholder, join(names, ", ")));
    for (const auto& [id, fact] : declared.facts)
        if (fact.has("unknown_settings"))
            open.push_back(
                format("settings of {}, {}", to_string(id), fact.text("unknown_settings")));
    return open;
}

} // namespace pgslate::commands
