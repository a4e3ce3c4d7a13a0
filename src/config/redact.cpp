#include "config/redact.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate::config {
namespace {

constexpr auto npos = std::string_view::npos;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

std::string without_secrets(std::string_view line) {
    static constexpr std::array<std::string_view, 8> harmless = {
        "default_profile", "models",    "database",     "user",
        "local",           "protected", "lock_timeout", "sslmode"};
    const auto equals = line.find('=');
    if (equals == npos) return trimmed(line).starts_with('[') ? std::string(line) : std::string();
    const bool plain = line.find('=', equals + 1) == npos;
    if (plain && std::ranges::find(harmless, trimmed(line.substr(0, equals))) != harmless.end())
        return std::string(line);
    return format("{}= ...", line.substr(0, equals));
}

std::string without_values(std::string description, std::string_view line) {
    const auto value = line.substr(std::min(line.find('='), line.size()));
    for (auto open = description.find('\''); open != npos; open = description.find('\'', open)) {
        const auto close = description.find('\'', open + 1);
        if (close == npos) break;
        const auto quoted = description.substr(open + 1, close - open - 1);
        const bool secret = quoted.size() > 1 && value.find(quoted) != npos;
        if (secret) description.replace(open + 1, quoted.size(), "...");
        open = description.find('\'', open + 1) + 1;
    }
    return description;
}

} // namespace pgslate::config
