#include "live/text_array.hpp"

namespace pgslate::live {

std::string text_array(const std::vector<std::string>& values) {
    std::string array = "{";
    for (const auto& value : values) {
        if (array.size() > 1) array += ',';
        array += '"';
        for (const char character : value) {
            if (character == '"' || character == '\\') array += '\\';
            array += character;
        }
        array += '"';
    }
    return array + '}';
}

std::vector<std::string> array_elements(std::string_view array) {
    std::vector<std::string> elements;
    if (array.size() <= 2) return elements; // {}
    std::string element;
    bool in_quotes = false;
    bool was_quoted = false;
    const auto add = [&] {
        elements.push_back(!was_quoted && element == "NULL" ? std::string() : std::move(element));
        element.clear();
        was_quoted = false;
    };
    for (std::size_t i = 1; i + 1 < array.size(); ++i) {
        const char character = array[i];
        if (character == '\\' && i + 2 < array.size())
            element += array[++i];
        else if (character == '"') {
            in_quotes = !in_quotes;
            was_quoted = true;
        } else if (character == ',' && !in_quotes)
            add();
        else
            element += character;
    }
    add();
    return elements;
}

sql::Text question_about(std::string_view question, const std::vector<std::string>& values) {
    const auto list = sql::quoted(sql::Literal(text_array(values)));
    constexpr std::string_view parameter = "$1";
    std::string filled;
    for (auto at = question.find(parameter); at != std::string_view::npos;
         at = question.find(parameter)) {
        filled.append(question.substr(0, at)).append(list);
        question.remove_prefix(at + parameter.size());
    }
    return sql::Text::verbatim(filled.append(question));
}

} // namespace pgslate::live
