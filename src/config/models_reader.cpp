#include "config/models_reader.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "config/forms.hpp"
#include "config/paths.hpp"

#include <string>
#include <utility>

namespace pgslate::config {
namespace {

// `{ command = ["PROGRAM", ...] }`
bool read_model_command(TomlFile& file, const toml::node& node, const Folders& folders,
                        ModelList& models) {
    const auto* const table = node.as_table();
    if (table == nullptr || table->size() != 1) return false;
    const auto only = table->begin(); // what it refers to lives no longer than the iterator
    const auto& [key, words] = *only;
    const auto way = file.entry(key, words, format("'{}' in 'models'", key.str()));
    if (key != "command") {
        file.complain_unknown(way, model_command_form());
    } else if (auto command = file.strings(way)) {
        models.commands.push_back({.words = *std::move(command),
                                   .folder = folders.file,
                                   .trust = folders.trust,
                                   .place = way.origin.place});
    }
    return true;
}

bool read_model(TomlFile& file, const toml::node& node, const Folders& folders, ModelList& models) {
    const auto path = node.value_exact<std::string>();
    if (!path) return read_model_command(file, node, folders, models);
    models.value.push_back(seen_from(folders.cwd, folders.file / *path));
    return !path->empty() && !first_bad_byte(*path);
}

} // namespace

std::optional<ModelList> read_models(TomlFile& file, const Entry& entry, const Folders& folders) {
    ModelList models;
    models.origin = entry.origin;
    const auto* const array = entry.node.as_array();
    bool usable = array != nullptr && !array->empty();
    if (usable)
        for (const auto& node : *array) usable = usable && read_model(file, node, folders, models);
    if (usable) return models;
    file.complain(entry, format("{} must be an array of strings, none of them empty, or of {{ "
                                "command = [\"PROGRAM\", ...] }}",
                                entry.origin.name));
    return std::nullopt;
}

} // namespace pgslate::config
