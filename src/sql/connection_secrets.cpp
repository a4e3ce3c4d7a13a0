#include "sql/connection_secrets.hpp"

#include "sql/secret_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace pgslate::sql {
namespace {

constexpr auto none = std::string_view::npos;
constexpr std::string_view spaces = " \t\r\n\v\f";

bool is_name_byte(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.'
           || static_cast<unsigned char>(c) >= 0x80;
}

bool is_quote(char c) {
    return c == '\'' || c == '"';
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(spaces, at), text.size());
}

std::size_t end_of_run(std::string_view text, std::size_t at, std::string_view ends) {
    return std::min(text.find_first_of(ends, at), text.size());
}

// Behind the quote that closes what opens at `at`: doubled quotes and backslashes are part of it.
Span inside_quotes(std::string_view text, std::size_t at) {
    const char quote = text[at];
    auto end = at + 1;
    for (; end < text.size(); ++end) {
        const bool more = end + 1 < text.size();
        if (more && (text[end] == '\\' || (text[end] == quote && text[end + 1] == quote)))
            ++end;
        else if (text[end] == quote)
            break;
    }
    return {at + 1, std::min(end, text.size())};
}

// A value that begins at `at`, behind the sign that gives it to a name; without quotes it ends
// before one of `ends`.
Span value_at(std::string_view text, std::size_t at, std::string_view ends) {
    const auto here = text.substr(std::min(at, text.size()));
    if (here.starts_with("E'") || here.starts_with("e'")) ++at;
    if (at >= text.size()) return {at, at};
    // A literal in a literal has its quotes doubled: ''x''.
    if (at + 1 < text.size() && is_quote(text[at]) && text[at + 1] == text[at]) {
        const auto end = text.find(text.substr(at, 2), at + 2);
        return {at + 2, std::min(end, text.size())};
    }
    if (is_quote(text[at])) return inside_quotes(text, at);
    auto end = end_of_run(text, at, ends);
    while (end > at && end < text.size() && text[end - 1] == '\\') // `\ ` is a space in a value
        end = end_of_run(text, end + 1, ends);
    return {at, end};
}

// Is this a parameter of a URL: `?password=x&...`?
bool is_in_url(std::string_view text, std::size_t at) {
    const auto word = text.substr(0, at).find_last_of(spaces);
    const auto run = text.substr(word == none ? 0 : word + 1, at - (word == none ? 0 : word + 1));
    return run.find("://") != none;
}

class Names {
  public:
    Names(std::string_view text, Texture texture) : text_(text), texture_(texture) {}

    std::vector<Span> values() {
        for (std::size_t at = 0; at < text_.size();) {
            const auto begin = at;
            while (at < text_.size() && is_name_byte(text_[at])) ++at;
            if (at == begin)
                ++at;
            else if (names_secret(text_.substr(begin, at - begin)))
                take_value(at);
        }
        return std::move(spans_);
    }

  private:
    // `password=x`, `password = 'x'`, `"password": "x"`, `password 'x'`
    void take_value(std::size_t name_end) {
        auto at = name_end;
        if (at < text_.size() && is_quote(text_[at])) ++at;
        const auto sign = skip_spaces(text_, at);
        const bool given = sign < text_.size() && (text_[sign] == '=' || text_[sign] == ':');
        at = given ? skip_spaces(text_, end_of_sign(sign)) : sign;
        if (at >= text_.size()) return;
        const bool literal =
            is_quote(text_[at]) || text_.substr(at, 2) == "E'" || text_.substr(at, 2) == "e'";
        const bool close = given && sign == name_end && at == sign + 1;
        if (!literal && !(given && (texture_ == Texture::prose || close))) return;
        if (text_.substr(sign, 2) == "::") return; // a cast, or a name within a name
        spans_.push_back(value_at(text_, at, ends_at(name_end)));
    }

    // In code a quote or bracket ends more than the value; in a string it may be part of it.
    std::string_view ends_at(std::size_t name_end) const {
        if (is_in_url(text_, name_end)) return " \t\r\n\v\f&'\"";
        return texture_ == Texture::code ? " \t\r\n\v\f'\"();," : spaces;
    }

    std::size_t end_of_sign(std::size_t sign) const {
        while (sign < text_.size() && std::string_view("=:>").find(text_[sign]) != none) ++sign;
        return sign;
    }

    std::string_view text_;
    Texture texture_;
    std::vector<Span> spans_;
};

// From behind `://` to the last @ of the line, or of a literal.
void add_logins(std::string_view text, Texture texture, std::vector<Span>& spans) {
    const std::string_view ends = texture == Texture::code ? "\n'\"" : "\n";
    constexpr std::string_view scheme = "://";
    for (auto at = text.find(scheme); at != none; at = text.find(scheme, at + 1)) {
        const auto begin = at + scheme.size();
        const auto rest = text.substr(begin, end_of_run(text, begin, ends) - begin);
        const auto last = rest.rfind('@');
        if (last != none) spans.push_back({begin, begin + last});
    }
}

} // namespace

std::vector<Span> secrets_in_text(std::string_view text, Texture texture) {
    auto spans = Names(text, texture).values();
    add_logins(text, texture, spans);
    return spans;
}

std::vector<ConnectionKeyword> connection_keywords(std::string_view text) {
    std::vector<ConnectionKeyword> keywords;
    for (auto at = skip_spaces(text, 0); at < text.size(); at = skip_spaces(text, at)) {
        const auto name_end = end_of_run(text, at, " \t\r\n\v\f=");
        const auto sign = skip_spaces(text, name_end);
        if (sign >= text.size() || text[sign] != '=') {
            keywords.push_back({{}, {at, std::max(name_end, at + 1)}});
            at = keywords.back().value.end;
            continue;
        }
        const auto begin = skip_spaces(text, sign + 1);
        const bool quoted = begin < text.size() && text[begin] == '\'';
        auto value = quoted ? inside_quotes(text, begin) : value_at(text, begin, spaces);
        if (quoted && value.begin < text.size() && text[value.begin] == '\'') // ''
            value = {value.begin, value.begin};
        keywords.push_back({text.substr(at, name_end - at), value});
        at = std::min(value.end + (quoted ? 1 : 0), text.size());
    }
    return keywords;
}

bool is_connection(std::string_view text) {
    static constexpr std::array<std::string_view, 5> needed = {"host", "hostaddr", "dbname", "user",
                                                               "service"};
    const auto keywords = connection_keywords(text);
    const auto says_where = [](const auto& keyword) {
        return std::ranges::find(needed, keyword.name) != needed.end();
    };
    const auto is_named = [](const auto& keyword) {
        return !keyword.name.empty() && std::ranges::all_of(keyword.name, is_name_byte);
    };
    return std::ranges::all_of(keywords, is_named) && std::ranges::any_of(keywords, says_where);
}

std::vector<Span> secrets_in_connection(std::string_view text) {
    std::vector<Span> spans;
    if (const auto scheme = text.find("://"); scheme != none) { // whatever its login has in it
        spans = secrets_in_text(text, Texture::prose);
        const auto last = text.rfind('@');
        if (last != none && last > scheme + 3) spans.push_back({scheme + 3, last});
        return spans;
    }
    for (const auto& [name, value] : connection_keywords(text)) {
        const auto said = text.substr(value.begin, value.end - value.begin);
        const bool plain = said.find_first_of("=@") == none;
        if (!names_harmless_option(name) || !plain) spans.push_back(value);
    }
    return spans;
}

} // namespace pgslate::sql
