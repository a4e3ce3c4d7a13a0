#include "cli/value_type.hpp"

#include "commands/editor_schemas.hpp"

#include <algorithm>
#include <stdexcept>

namespace pgslate::cli {
namespace {

std::vector<std::string_view> names_of_edited_files() {
    std::vector<std::string_view> names;
    for (const auto& file : commands::edited_files()) names.push_back(file.name);
    return names;
}

const std::vector<ValueType>& value_types() {
    static const std::vector<ValueType> types = {
        {"ARGUMENT", Offer::files, {}, true},
        {"DATABASE", Offer::databases, {}},
        {"DIR", Offer::folders, {}},
        {"DRAWING", Offer::words, {"mermaid", "dot", "svg", "html"}},
        {"FILE", Offer::files, {}},
        {"FILES", Offer::words, names_of_edited_files()},
        {"FOLDER", Offer::folders, {}},
        {"FORMAT", Offer::words, {"toml", "sql"}},
        {"NAME", Offer::nothing, {}},
        {"NUMBER", Offer::nothing, {}},
        {"OLD=NEW", Offer::nothing, {}},
        {"PATH", Offer::files, {}},
        {"PORT", Offer::nothing, {}},
        {"PROFILE", Offer::profiles, {}},
        {"ROLE", Offer::nothing, {}},
        {"SCHEMA", Offer::schemas, {}},
        {"SECONDS", Offer::nothing, {}},
        {"SHELL", Offer::words, {"bash", "zsh", "fish"}},
        {"TABLE", Offer::tables, {}},
        {"TIME", Offer::nothing, {}},
        {"URL", Offer::nothing, {}},
        {"URL|PROFILE", Offer::profiles, {}},
        {"WHAT", Offer::nothing, {}},
        {"WHEN", Offer::words, {"auto", "always", "never"}},
        {"WHICH", Offer::words, {"all", "keys", "none"}},
    };
    return types;
}

} // namespace

const ValueType& value_type(std::string_view name) {
    const auto found = std::ranges::find(value_types(), name, &ValueType::name);
    if (found == value_types().end())
        throw std::out_of_range("there is no type of values called " + std::string(name));
    return *found;
}

} // namespace pgslate::cli
