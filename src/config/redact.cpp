#include "config/redact.hpp"

#include "base/format.hpp"
#include "base/trim.hpp"

#include <algorithm>
#include <array>

namespace pgslate::config {
std::string without_secrets(std::string_view line) {
    static constexpr std::array<std::string_view, 13> harmless = {
        "default_profile", "models",  "env_file", "database", "user",     "local", "protected",
        "lock_timeout",    "sslmode", "owner",    "template", "encoding", "locale"};
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
        return trimmed(line).starts_with('[') ? std::string(line) : std::string();
    const bool plain = line.find('=', equals + 1) == std::string_view::npos;
    if (plain && std::ranges::find(harmless, trimmed(line.substr(0, equals))) != harmless.end())
        return std::string(line);
    return format("{}= ...", line.substr(0, equals));
}

std::string without_values(std::string description, std::string_view line) {
    const auto value = line.substr(std::min(line.find('='), line.size()));
    for (auto open = description.find('\''); open != std::string_view::npos;
         open = description.find('\'', open)) {
        const auto close = description.find('\'', open + 1);
        if (close == std::string_view::npos) break;
        const auto quoted = description.substr(open + 1, close - open - 1);
        const bool secret = quoted.size() > 1 && value.find(quoted) != std::string_view::npos;
        if (secret) description.replace(open + 1, quoted.size(), "...");
        open = description.find('\'', open + 1) + 1;
    }
    return description;
}

} // namespace pgslate::config
