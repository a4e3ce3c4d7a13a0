#include "models/toml/reader.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "sql/name.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <stdexcept>

namespace pgslate::models {
namespace {

// A comment that runs to the end of the text would swallow what is pasted behind it.
std::string closed_off(std::string sql) {
    if (sql.find("--") != std::string::npos) sql += '\n';
    return sql;
}

// `type = "integer, other integer"` would make two columns of one.
bool holds_several(std::string_view sql) {
    int depth = 0;
    for (const auto& token : sql::tokenize(sql).tokens) {
        if (is_symbol(token, sql, "(") || is_symbol(token, sql, "[")) ++depth;
        if (is_symbol(token, sql, ")") || is_symbol(token, sql, "]")) --depth;
        if (depth == 0 && is_symbol(token, sql, ",")) return true;
    }
    return false;
}

std::string number_text(const toml::node& node) {
    if (const auto* number = node.as_integer()) return format("{}", number->get());
    if (const auto* number = node.as_floating_point()) return format("{}", number->get());
    return node.as_boolean()->get() ? "true" : "false";
}

} // namespace

Place place_of(const Source& source, const toml::source_region& region) {
    return source.place_of_character(static_cast<int>(region.begin.line),
                                     static_cast<int>(region.begin.column));
}

Place place_of(const Source& source, const toml::node& node) {
    return place_of(source, node.source());
}

std::vector<Entry> entries(const Source& source, const toml::table& table) {
    std::vector<Entry> result;
    for (const auto& [key, node] : table)
        result.push_back({std::string(key.str()), place_of(source, key.source()), &node});
    // toml++ keeps keys sorted by name; where they stand in the file tells their order.
    std::ranges::stable_sort(result, {}, [](const Entry& entry) {
        return std::pair(entry.place.line, entry.place.column);
    });
    return result;
}

std::string_view describe(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time";
    case toml::node_type::none: break;
    }
    return "nothing";
}

TomlReader::TomlReader(Source& source, const toml::table& table, std::string what,
                       const TomlForm& form)
    : source_(source), table_(table), what_(std::move(what)), form_(form) {}

Place TomlReader::place_of_key(std::string_view key) const {
    const auto found = table_.find(key);
    return found == table_.end() ? place() : place_of(source_, found->first.source());
}

const TomlKey& TomlReader::form_of(std::string_view key) const {
    const auto* found = find_key(form_, key);
    if (found == nullptr)
        throw std::logic_error(format("the form '{}' has no key '{}'", form_.name, key));
    return *found;
}

const toml::node* TomlReader::node(std::string_view key) {
    form_of(key);
    return table_.get(key);
}

void TomlReader::wrong_type(std::string_view key, const toml::node& node,
                            std::string_view expected) {
    problem(place_of(source_, node),
            format("'{}' of {} must be {}, not {}", key, what_, expected, describe(node)));
}

std::optional<std::string> TomlReader::string(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    if (const auto* text = found->as_string()) return text->get();
    wrong_type(key, *found, "a string");
    return std::nullopt;
}

std::optional<bool> TomlReader::boolean(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    if (const auto* value = found->as_boolean()) return value->get();
    wrong_type(key, *found, "true or false");
    return std::nullopt;
}

std::optional<std::int64_t> TomlReader::integer(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    if (const auto* value = found->as_integer()) return value->get();
    wrong_type(key, *found, "an integer");
    return std::nullopt;
}

std::optional<std::vector<std::string>> TomlReader::strings(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    if (const auto* array = found->as_array())
        return strings_of(source_, *array, format("'{}' of {}", key, what_));
    wrong_type(key, *found, "an array of strings");
    return std::nullopt;
}

const toml::table* TomlReader::subtable(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return nullptr;
    if (const auto* table = found->as_table()) return table;
    wrong_type(key, *found, "a table");
    return nullptr;
}

const toml::array* TomlReader::array(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return nullptr;
    if (const auto* list = found->as_array()) return list;
    wrong_type(key, *found, "an array");
    return nullptr;
}

std::optional<std::vector<std::string>> TomlReader::string_or_strings(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr || !found->is_string()) return strings(key);
    return std::vector<std::string>{found->as_string()->get()};
}

std::optional<std::string> TomlReader::word(std::string_view key) {
    auto text = string(key);
    const auto words = words_of(form_of(key));
    if (!text || std::ranges::find(words, *text) != words.end()) return text;
    std::vector<std::string> hints;
    if (const auto near = nearest(*text, words))
        hints.push_back(format("Did you mean \"{}\"?", *near));
    problem(
        place_of(source_, *table_.get(key)),
        format("'{}' of {} must be \"{}\", not \"{}\"", key, what_, join(words, "\", \""), *text),
        std::move(hints));
    return std::nullopt;
}

std::optional<std::string> TomlReader::sql(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    return sql_of(source_, *found, format("'{}' of {}", key, what_));
}

std::optional<std::string> TomlReader::query(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    return query_of(source_, *found, format("'{}' of {}", key, what_));
}

std::optional<std::string> TomlReader::sql_or_value(std::string_view key) {
    const auto* found = node(key);
    if (found == nullptr) return std::nullopt;
    return value_of(source_, *found, format("'{}' of {}", key, what_));
}

std::optional<std::string> TomlReader::name(std::string_view key) {
    auto text = string(key);
    if (text && !check_name(source_, place_of(source_, *table_.get(key)), *text))
        return std::nullopt;
    return text;
}

void TomlReader::report_unknown(const Entry& entry, std::span<const KeySaying> sayings) {
    auto known = names_of_keys(form_);
    std::vector<std::string> hints;
    const auto saying = std::ranges::find(sayings, entry.key, &KeySaying::key);
    if (saying != sayings.end()) {
        hints.emplace_back(saying->here);
    } else if (const auto near = nearest(entry.key, known)) {
        hints.push_back(format("Did you mean '{}'?", *near));
    } else {
        std::ranges::sort(known);
        hints.push_back(format("Known keys: {}.", join(known, ", ")));
    }
    problem(entry.place, format("unknown key '{}' in {}", entry.key, what_), std::move(hints));
}

void TomlReader::finish(std::span<const KeySaying> sayings) {
    for (const auto& entry : entries(source_, table_))
        if (find_key(form_, entry.key) == nullptr) report_unknown(entry, sayings);
    for (const auto& key : form_.keys)
        if (key.needed && !has(key.name))
            problem(place(), format("{} has no '{}'", what_, key.name), {in_plain_words(key)});
}

std::vector<std::string> strings_of(Source& source, const toml::array& array,
                                    std::string_view what) {
    std::vector<std::string> result;
    for (const auto& element : array) {
        if (const auto* text = element.as_string())
            result.push_back(text->get());
        else
            source.problem(place_of(source, element),
                           format("{} must hold strings, not {}", what, describe(element)));
    }
    return result;
}

bool check_name(Source& source, const Place& place, std::string_view name) {
    if (name.empty()) {
        source.problem(place, "a name is empty");
        return false;
    }
    if (name.size() <= sql::longest_name) return true;
    source.problem(
        place, format("the name \"{}\" has {} bytes", name, name.size()),
        {format("PostgreSQL keeps {} bytes of a name and would cut it.", sql::longest_name)});
    return false;
}

bool check_key(Source& source, const Entry& entry) {
    return !entry.key.empty() || check_name(source, entry.place, entry.key);
}

std::optional<std::string> value_of(Source& source, const toml::node& node, std::string_view what) {
    if (node.is_number() || node.is_boolean()) return number_text(node);
    return sql_of(source, node, what);
}

std::optional<std::string> sql_of(Source& source, const toml::node& node, std::string_view what) {
    auto sql = query_of(source, node, what);
    if (!sql || !holds_several(*sql)) return sql;
    source.problem(place_of(source, node),
                   format("{} holds more than one: there is a comma", what));
    return std::nullopt;
}

std::optional<std::string> query_of(Source& source, const toml::node& node, std::string_view what) {
    const auto* text = node.as_string();
    const auto place = place_of(source, node);
    if (text == nullptr) {
        source.problem(place, format("{} must be SQL in a string, not {}", what, describe(node)));
        return std::nullopt;
    }
    const auto& sql = text->get();
    if (const auto reason = sql::why_not_a_fragment(sql); !reason.empty()) {
        source.problem(place, format("{} is no complete piece of SQL: {}", what, reason));
        return std::nullopt;
    }
    if (sql::tokenize(sql).tokens.empty()) {
        source.problem(place, format("{} is empty", what));
        return std::nullopt;
    }
    return closed_off(sql);
}

} // namespace pgslate::models
