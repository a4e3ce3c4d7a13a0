#include "commands/declared.hpp"

#include "commands/inputs.hpp"

#include <utility>

namespace pgslate::commands {

void Declared::read_if_few() {
    constexpr std::size_t few = std::size_t{16} * 1024;
    std::size_t bytes = 0;
    for (const auto& file : sources().files) bytes += file.text.size();
    if (bytes <= few) models();
}

const models::Models& Declared::models() {
    const auto& models = models_.get();
    if (!std::exchange(checked_, true)) check_to_replace(context_, models);
    return models;
}

} // namespace pgslate::commands
