#include "config/environment.hpp"

#include <string_view>
#include <unistd.h>

namespace pgslate::config {

Environment Environment::of_process() {
    Environment environment{};
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        // getenv() answers with the first of several, and so does emplace.
        environment.variables_.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

std::optional<std::string> Environment::get(const std::string& name) const {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
}

} // namespace pgslate::config
