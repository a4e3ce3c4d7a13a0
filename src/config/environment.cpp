#include "config/environment.hpp"

#include <string_view>
#include <unistd.h>

namespace pgslate::config {

Environment::Environment(
    std::initializer_list<std::pair<const std::string, std::string>> variables) {
    for (const auto& [name, value] : variables)
        set(name, {.value = value, .place = {}, .doubt = {}});
}

Environment Environment::of_process() {
    Environment environment{};
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        // getenv() answers with the first of several, and so does try_emplace.
        environment.variables_.try_emplace(
            std::string(text.substr(0, equals)),
            Variable{.value = std::string(text.substr(equals + 1)), .place = {}, .doubt = {}});
    }
    return environment;
}

std::optional<std::string> Environment::get(const std::string& name) const {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    if (found->second.doubt) throw Error(ExitStatus::bad_configuration, *found->second.doubt);
    return found->second.value;
}

Place Environment::place_of(const std::string& name) const {
    const auto found = variables_.find(name);
    return found == variables_.end() ? Place() : found->second.place;
}

void Environment::set(const std::string& name, Variable variable) {
    variables_.insert_or_assign(name, std::move(variable));
}

Environment Environment::over(const Environment& others) const {
    auto result = *this;
    result.variables_.insert(others.variables_.begin(), others.variables_.end());
    return result;
}

Environment Environment::without_files() const {
    auto result = *this;
    std::erase_if(result.variables_, [](const auto& entry) { return entry.second.place.known(); });
    return result;
}

} // namespace pgslate::config
