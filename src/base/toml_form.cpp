#include "base/toml_form.hpp"

#include <algorithm>

namespace pgslate {
namespace {

void gather_words(const TomlShapes& shapes, std::vector<std::string_view>& words) {
    for (const auto& shape : shapes) {
        words.insert(words.end(), shape.words.begin(), shape.words.end());
        if (shape.kind == TomlShape::Kind::form) gather_words(shape.form().short_forms, words);
    }
}

} // namespace

const TomlKey* find_key(const TomlForm& form, std::string_view name) {
    const auto found = std::ranges::find(form.keys, name, &TomlKey::name);
    return found == form.keys.end() ? nullptr : &*found;
}

std::vector<std::string_view> names_of_keys(const TomlForm& form) {
    std::vector<std::string_view> names;
    names.reserve(form.keys.size());
    for (const auto& key : form.keys) names.push_back(key.name);
    return names;
}

std::vector<std::string_view> words_of(const TomlKey& key) {
    std::vector<std::string_view> words;
    gather_words(key.shapes, words);
    return words;
}

std::string in_plain_words(const TomlKey& key) {
    std::string words(key.about);
    std::erase(words, '`');
    return words;
}

TomlShape toml_words(std::vector<std::string_view> words) {
    return {.kind = TomlShape::Kind::word, .words = std::move(words)};
}

TomlShape toml_list(TomlShapes elements) {
    return {.kind = TomlShape::Kind::list, .elements = std::move(elements)};
}

TomlShape toml_list_of_some(TomlShapes elements) {
    auto list = toml_list(std::move(elements));
    list.may_be_empty = false;
    return list;
}

TomlShape toml_list_of_distinct(TomlShapes elements) {
    auto list = toml_list(std::move(elements));
    list.distinct = true;
    return list;
}

TomlShape toml_map(TomlShapes elements) {
    return {.kind = TomlShape::Kind::map, .elements = std::move(elements)};
}

TomlShape toml_form(const TomlForm& (*form)()) {
    return {.kind = TomlShape::Kind::form, .form = form};
}

} // namespace pgslate
