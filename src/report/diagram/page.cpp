#include "report/diagram/page.hpp"

#include "base/format.hpp"
#include "embedded/page_css.hpp"
#include "embedded/page_html.hpp"
#include "embedded/page_js.hpp"
#include "report/diagram/data.hpp"

#include <charconv>

namespace pgslate::report {
namespace {

// Bytes in hexadecimal digits, in Base64 (RFC 4648).
std::string base64_of_hex(std::string_view hex) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    unsigned bits = 0;
    int count = 0;
    const auto add = [&](unsigned more) {
        bits = bits << 4U | more;
        count += 4;
        for (; count >= 6; count -= 6) result += digits[bits >> (count - 6) & 63U];
    };
    for (std::size_t i = 0; i < hex.size(); ++i) {
        unsigned digit = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 1, digit, 16);
        add(digit);
    }
    if (count > 0) result += digits[bits << (6 - count) & 63U];
    result.append((4 - result.size() % 4) % 4, '=');
    return result;
}

// Of all that a page could load or run, only its own script and style (Content Security Policy,
// "Hash source").
std::string policy() {
    return format("default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; "
                  "base-uri 'none'; form-action 'none'",
                  base64_of_hex(embedded::page_js_sha256),
                  base64_of_hex(embedded::page_css_sha256));
}

std::string_view word_for(std::optional<ShownColumns> columns) {
    if (!columns) return "auto";
    switch (*columns) {
    case ShownColumns::all: return "all";
    case ShownColumns::keys: return "keys";
    case ShownColumns::none: break;
    }
    return "none";
}

// In JSON `<` stands in strings only, where it may be written by its number: then nothing in a name
// ends the element that the data stand in.
std::string data_of(const Diagram& diagram, std::optional<ShownColumns> columns) {
    auto data = diagram_data(diagram);
    data.emplace_back("columns", word_for(columns));
    std::string text;
    for (const char c : Json(std::move(data)).compact())
        if (c == '<')
            text += "\\u003c";
        else
            text += c;
    return text;
}

} // namespace

std::string in_html(const Diagram& diagram, std::optional<ShownColumns> columns) {
    std::string page;
    std::string_view rest = embedded::page_html;
    const auto put = [&](std::string_view mark, std::string_view text) {
        const auto at = rest.find(mark);
        page += rest.substr(0, at);
        page += text;
        rest.remove_prefix(at + mark.size());
    };
    put("{{policy}}", policy());
    put("{{style}}", embedded::page_css);
    put("{{data}}", data_of(diagram, columns));
    put("{{script}}", embedded::page_js);
    page += rest;
    return page;
}

} // namespace pgslate::report
