#include "sql/kept_setting.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::sql {
namespace {

// Lists of names, whose value is stored as it would be written in SQL, with quotes; as one string
// it would mean a single odd name (the parameters with GUC_LIST_QUOTE, src/include/utils/guc.h).
bool is_list(const std::string& parameter) {
    constexpr std::array<std::string_view, 6> lists = {"search_path",
                                                       "temp_tablespaces",
                                                       "session_preload_libraries",
                                                       "local_preload_libraries",
                                                       "shared_preload_libraries",
                                                       "unix_socket_directories"};
    return std::ranges::find(lists, parameter) != lists.end();
}

// A name such as `app.tenant` has two parts.
Text name_of(const std::string& parameter) {
    const auto dot = parameter.find('.');
    if (dot == std::string::npos) return text("{}", Identifier(parameter));
    return text("{}.{}", Identifier(parameter.substr(0, dot)),
                Identifier(parameter.substr(dot + 1)));
}

// The elements of a list: separated by commas, in double quotes where they need it.
std::vector<std::string> elements_of(std::string_view list) {
    std::vector<std::string> elements;
    std::string element;
    bool quoted = false;
    for (std::size_t at = 0; at < list.size(); ++at) {
        const char c = list[at];
        const bool doubled = quoted && list.substr(at).starts_with("\"\"");
        if (c == '"' && !doubled)
            quoted = !quoted;
        else if (c == ',' && !quoted)
            elements.push_back(std::exchange(element, {}));
        else if (c != ' ' || quoted)
            element += c;
        if (doubled) ++at;
    }
    elements.push_back(std::move(element));
    return elements;
}

Text value_of(const std::string& parameter, const std::string& value) {
    if (!is_list(parameter)) return text("{}", Literal(value));
    std::vector<Text> literals;
    for (const auto& element : elements_of(value)) literals.push_back(text("{}", Literal(element)));
    return joined(literals, ", ");
}

} // namespace

Text set_kept(const std::string& parameter, const std::string& value) {
    return text("SET {} TO {}", name_of(parameter), value_of(parameter, value));
}

} // namespace pgslate::sql
