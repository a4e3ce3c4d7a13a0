#include "database/temporary.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace pgslate::database {
namespace {

using Role = Temporary::Role;

constexpr std::size_t token_size = 16;

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
    const auto word = word_for(role);
    return format("pgslate_{}_{:08x}_{}_{:08x}", word, name_hash(target), token,
                  name_hash(format("{} {} {}", word, token, target)));
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
    constexpr std::size_t token_at = std::string_view("pgslate_new_01234567_").size();
    if (name.size() < token_at + token_size) return std::nullopt;
    const std::string token(name.substr(token_at, token_size));
    for (const auto role :
         {Role::fresh, Role::former, Role::dropped, Role::scratch, Role::stored, Role::spare}) {
        Temporary candidate{.role = role, .target = target, .token = token};
        if (candidate.name() == name) return candidate;
    }
    return std::nullopt;
}

} // namespace pgslate::database
