#include "sql/placeholders.hpp"

#include "base/format.hpp"
#include "sql/connection_secrets.hpp"
#include "sql/decoded.hpp"
#include "sql/secret_names.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>

namespace pgslate::sql {
namespace {

// Who logs in is no secret: only what stands behind the first colon of a URL's login.
std::vector<Span> passwords_in_text(std::string_view text) {
    std::vector<Span> spans;
    for (auto span : secrets_in_text(text, Texture::prose)) {
        if (span.begin >= 3 && text.substr(span.begin - 3, 3) == "://") {
            const auto colon = text.find(':', span.begin);
            if (colon >= span.end) continue;
            span.begin = colon + 1;
        }
        if (span.begin < span.end) spans.push_back(span);
    }
    std::ranges::sort(spans, {}, &Span::begin);
    return spans;
}

std::vector<Span> passwords_in(std::string_view text) {
    if (text.find("://") != std::string_view::npos) return passwords_in_text(text);
    std::vector<Span> spans;
    for (const auto& [name, value] : connection_keywords(text)) {
        if (name.empty()) return passwords_in_text(text); // something else
        if (names_secret(name) && value.begin < value.end) spans.push_back(value);
    }
    return spans;
}

std::string replaced(std::string_view text, const std::vector<Span>& spans) {
    std::string result;
    std::size_t at = 0;
    for (const auto& [begin, end] : spans) {
        if (begin < at) continue; // within the one before
        result += format("{}{}", text.substr(at, begin - at), secret_placeholder);
        at = end;
    }
    return result.append(text.substr(at));
}

bool is_literal(const Token& token) {
    return token.kind == Token::Kind::string || token.kind == Token::Kind::dollar_string;
}

bool may_hold_secrets(const std::vector<Token>& tokens, std::string_view statement) {
    static constexpr std::array<std::string_view, 6> kinds = {"role",   "user",         "group",
                                                              "server", "subscription", "foreign"};
    if (tokens.size() < 2) return false;
    if (!is_word(tokens[0], statement, "create") && !is_word(tokens[0], statement, "alter"))
        return false;
    return std::ranges::any_of(kinds,
                               [&](auto kind) { return is_word(tokens[1], statement, kind); });
}

} // namespace

std::string option_with_placeholders(std::string_view option) {
    const auto tokens = tokenize(option).tokens;
    if (tokens.size() != 2 || !is_literal(tokens[1])) return std::string(option);
    const auto value = decode(tokens[1], option);
    if (value.text.empty()) return std::string(option);
    if (names_secret(name_of(tokens[0], option)))
        return format("{} '{}'", tokens[0].in(option), secret_placeholder);
    std::vector<Span> spans;
    for (const auto& [begin, end] : passwords_in(value.text))
        spans.push_back({value.place(begin), value.place(end)});
    return replaced(option, spans);
}

std::string connection_with_placeholders(std::string_view connection) {
    return replaced(connection, passwords_in(connection));
}

std::vector<std::size_t> placeholders_in(std::string_view statement) {
    std::vector<std::size_t> places;
    if (statement.find(secret_placeholder) == std::string_view::npos) return places;
    const auto tokens = tokenize(statement).tokens;
    if (!may_hold_secrets(tokens, statement)) return places;
    for (const auto& token : tokens) {
        if (!is_literal(token)) continue;
        const auto value = decode(token, statement).text;
        const auto spans = passwords_in(value);
        const bool within = std::ranges::any_of(spans, [&](const Span& span) {
            return std::string_view(value).substr(span.begin, span.end - span.begin)
                   == secret_placeholder;
        });
        if (value == secret_placeholder || within) places.push_back(token.begin);
    }
    return places;
}

} // namespace pgslate::sql
