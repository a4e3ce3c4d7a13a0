// What the tables of a TOML file may hold, as plain data. Whoever reads a table knows its keys from
// it, and the JSON Schema for editors is made of it: so the two cannot disagree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgslate {

struct TomlForm;

/// One kind of value that may stand behind a key.
struct TomlShape {
    enum class Kind {
        text,      ///< any string
        some_text, ///< a string that is not empty
        name,      ///< a string that PostgreSQL can keep as a name
        sql,       ///< a string that is SQL
        word,      ///< one of the strings in `words`
        boolean,
        integer,
        number, ///< with or without a fraction
        list,   ///< an array of `elements`
        map,    ///< a table with keys that whoever writes it chooses, names that are not empty;
                ///< behind each, one of `elements`
        form,   ///< a table of the keys of `form`, or one of its short forms
    };

    Kind kind = Kind::text;
    std::vector<std::string_view> words;
    std::vector<TomlShape> elements; ///< each element is any of them
    bool may_be_empty = true;        ///< the list
    bool distinct = false;           ///< no two elements of the list are the same
    const TomlForm& (*form)() = nullptr;
};

/// What may stand behind a key: any of them.
using TomlShapes = std::vector<TomlShape>;

struct TomlKey {
    std::string_view name;
    TomlShapes shapes;
    std::string_view about; ///< a sentence or two, in Markdown; empty for a form, which says it
    bool needed = false;
};

/// A kind of table with all of its keys. Forms refer to each other by functions, as a partition may
/// have partitions.
struct TomlForm {
    std::string_view name;  ///< what it is called among the forms: `column`
    std::string_view about; ///< a sentence
    std::vector<TomlKey> keys;
    TomlShapes short_forms; ///< what may stand in the place of the table
    bool one_key = false;   ///< the table has exactly one of them
};

/// The key of that name, or nullptr.
const TomlKey* find_key(const TomlForm& form, std::string_view name);

/// The names of all keys, in the order of the form.
std::vector<std::string_view> names_of_keys(const TomlForm& form);

/// The words that may stand behind a key, in the place of its table, too.
std::vector<std::string_view> words_of(const TomlKey& key);

/// What a key is about, without the marks of Markdown.
std::string in_plain_words(const TomlKey& key);

/// Shapes, short to write in a form.
TomlShape toml_words(std::vector<std::string_view> words);
TomlShape toml_list(TomlShapes elements);
TomlShape toml_list_of_some(TomlShapes elements);     ///< that is not empty
TomlShape toml_list_of_distinct(TomlShapes elements); ///< of which no two are the same
TomlShape toml_map(TomlShapes elements);
TomlShape toml_form(const TomlForm& (*form)());

} // namespace pgslate
