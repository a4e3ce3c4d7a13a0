#include "database/temporary.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace pgslate::database {
namespace {

using Role = Temporary::Role;

constexpr std::size_t token_size = 16;

// The end of a name says that the rest of it is ours.
std::string checked(const std::string& beginning) {
    return format("{}_{:08x}", beginning, name_hash(beginning));
}

std::string_view word_for(Role role) {
    switch (role) {
    case Role::fresh: return "new";
    case Role::former: return "old";
    case Role::dropped: return "del";
    case Role::scratch: return "try";
    case Role::stored: return "tpl";
    case Role::spare: return "spa";
    }
    return "";
}

} // namespace

std::uint32_t name_hash(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash;
}

std::string Temporary::name() const {
    return checked(format("pgslate_{}_{:08x}_{}", word_for(role), name_hash(target), token));
}

std::string Temporary::record() const {
    switch (role) {
    case Role::fresh: return format("pgslate {}: being built to become \"{}\"", token, target);
    case Role::former: return format("pgslate {}: replaced as \"{}\"", token, target);
    case Role::dropped: return format("pgslate {}: being dropped as \"{}\"", token, target);
    case Role::scratch: return format("pgslate {}: models are tried in it", token);
    case Role::stored: return format("pgslate {}: a template, made of models {}", token, target);
    case Role::spare: return format("pgslate {}: a spare for \"{}\"", token, target);
    }
    return {};
}

Temporary new_temporary(Role role, std::string target) {
    std::random_device source;
    return {.role = role,
            .target = std::move(target),
            .token = format("{:08x}{:08x}", source(), source())};
}

std::optional<Temporary> temporary_called(std::string_view name, const std::string& target) {
    auto found = temporary_called(name);
    if (!found) return std::nullopt;
    found->target = target;
    return found->name() == name ? found : std::nullopt;
}

std::optional<Temporary> temporary_called(std::string_view name) {
    constexpr std::size_t word_at = std::string_view("pgslate_").size();
    constexpr std::size_t token_at = std::string_view("pgslate_new_01234567_").size();
    if (!name.starts_with("pgslate_") || name.size() < token_at + token_size) return std::nullopt;
    if (checked(std::string(name.substr(0, token_at + token_size))) != name) return std::nullopt;
    for (const auto role :
         {Role::fresh, Role::former, Role::dropped, Role::scratch, Role::stored, Role::spare})
        if (name.substr(word_at).starts_with(word_for(role)))
            return Temporary{.role = role,
                             .target = {},
                             .token = std::string(name.substr(token_at, token_size))};
    return std::nullopt;
}

} // namespace pgslate::database
