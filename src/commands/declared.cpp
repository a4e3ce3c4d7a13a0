#include "commands/declared.hpp"

#include "commands/inputs.hpp"

namespace pgslate::commands {

Declared::Declared(const Context& context)
    : context_(context), sources_(find_models(context.target.models, context.interruption)) {}

void Declared::read_if_few() {
    constexpr std::size_t few = std::size_t{128} * 1024;
    std::size_t bytes = 0;
    for (const auto& file : sources_.files) bytes += file.text.size();
    if (bytes <= few) models();
}

const models::Models& Declared::models() {
    if (!models_) models_ = load_models_to_replace(context_, sources_);
    return *models_;
}

} // namespace pgslate::commands
