#include "config/password_reader.hpp"

#include "base/format.hpp"
#include "config/forms.hpp"

#include <utility>

namespace pgslate::config {
namespace {

std::optional<PasswordSource> read_way(TomlFile& file, const Entry& way,
                                       const std::filesystem::path& folder, const Trust& trust) {
    const auto& key = way.key.str();
    if (key == "env") {
        if (auto name = file.string(way)) return PasswordFromVariable{.name = name->value};
    } else if (key == "file") {
        if (const auto path = file.string(way))
            return PasswordFromFile{.path = folder / path->value};
    } else if (key == "command") {
        if (auto command = file.strings(way))
            return PasswordFromCommand{{.words = *std::move(command),
                                        .folder = folder,
                                        .trust = trust,
                                        .place = way.origin.place}};
    } else {
        file.complain_unknown(way, password_form());
    }
    return std::nullopt;
}

} // namespace

std::optional<Setting<PasswordSource>> read_password(TomlFile& file, const Entry& entry,
                                                     const std::filesystem::path& folder,
                                                     const Trust& trust) {
    std::optional<PasswordSource> source;
    const auto* const table = entry.node.as_table();
    if (table != nullptr && table->size() == 1) {
        const auto only = table->begin(); // what it refers to lives no longer than the iterator
        const auto& [key, node] = *only;
        auto name = format("'{}' in {}", key.str(), entry.origin.name);
        source = read_way(file, file.entry(key, node, std::move(name)), folder, trust);
    } else if (entry.node.is_string()) {
        if (auto text = file.string(entry)) source = Secret(std::move(text->value));
    } else {
        file.complain(entry, format("{} is given in an unknown way", entry.origin.name),
                      {"Write a string, or one of { env = \"NAME\" }, { file = \"PATH\" }, "
                       "{ command = [\"PROGRAM\", ...] }."});
    }
    if (!source) return std::nullopt;
    return Setting<PasswordSource>{.value = *std::move(source), .origin = entry.origin};
}

} // namespace pgslate::config
