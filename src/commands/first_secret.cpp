#include "commands/first_secret.hpp"

#include "sql/secrets.hpp"

#include <algorithm>

namespace pgslate::commands {

std::size_t first_secret(std::string_view model, bool is_toml) {
    const auto shown =
        is_toml ? sql::toml_without_secrets(model) : sql::script_without_secrets(model);
    const auto at = std::ranges::mismatch(model, shown).in1;
    if (at == model.end()) return 0;
    return static_cast<std::size_t>(std::count(model.begin(), at, '\n')) + 1;
}

} // namespace pgslate::commands
