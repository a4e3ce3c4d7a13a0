#include "sql/secrets.hpp"

#include "sql/script.hpp"
#include "sql/secret_search.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace pgslate::sql {
namespace {

void mask(std::string& text, std::size_t begin, std::size_t end) {
    for (; begin < end; ++begin)
        if (text[begin] != '\n' && text[begin] != '\r') text[begin] = '*';
}

void mask_all(std::string& text, const std::vector<Span>& spans, std::size_t offset = 0) {
    for (const auto& span : spans) mask(text, offset + span.begin, offset + span.end);
}

bool is_part_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'
           || static_cast<unsigned char>(c) >= 0x80;
}

// A short one may be a part of any word: it is taken out where it stands alone.
bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
    const bool before = at > 0 && is_part_of_word(text[at - 1]);
    const bool behind = at + length < text.size() && is_part_of_word(text[at + length]);
    return !before && !behind;
}

void mask_value(std::string& text, const std::string& value) {
    constexpr std::size_t sure = 8;
    for (auto at = text.find(value); at != std::string::npos; at = text.find(value, at + 1))
        if (value.size() >= sure || stands_alone(text, at, value.size()))
            mask(text, at, at + value.size());
}

// A server quotes single words of what it does not understand.
std::set<std::string> with_words(const std::set<std::string>& values) {
    auto all = values;
    for (const auto& value : values)
        for (std::size_t at = 0; at < value.size();) {
            const auto begin = at;
            while (at < value.size() && is_part_of_word(value[at])) ++at;
            if (at - begin > 2) all.insert(value.substr(begin, at - begin));
            if (at == begin) ++at;
        }
    return all;
}

// What can be read beside the secrets anyway gives nothing away.
bool is_shown(std::string_view masked, const std::string& value) {
    for (auto at = masked.find(value); at != std::string_view::npos;
         at = masked.find(value, at + 1))
        if (stands_alone(masked, at, value.size())) return true;
    return false;
}

} // namespace

std::string without_secrets(std::string_view sql) {
    std::string masked(sql);
    mask_all(masked, find_secrets(sql).spans);
    return masked;
}

std::string connection_without_secrets(std::string_view connection) {
    std::string masked(connection);
    mask_all(masked, secrets_in_connection(connection));
    return masked;
}

// A part at a time, so that a quote in the data, or one too many, changes nothing further on.
// Between the parts are comments.
std::string script_without_secrets(std::string_view script) {
    std::string masked(script);
    std::size_t behind = 0;
    const auto take = [&](std::size_t begin, std::size_t end, bool sql) {
        const auto text = script.substr(begin, end - begin);
        mask_all(masked, sql ? find_secrets(text).spans : secrets_in_text(text, Texture::prose),
                 begin);
        behind = end;
    };
    for (const auto& part : split(script)) {
        take(behind, part.begin, true);
        take(part.begin, part.end, part.kind == ScriptPart::Kind::statement);
    }
    take(behind, script.size(), true);
    return masked;
}

std::string without_secrets_of(std::string_view sql, std::string text) {
    const auto secrets = find_secrets(sql);
    if (secrets.values.empty()) return text;
    std::string shown(sql);
    mask_all(shown, secrets.spans);
    for (const auto& value : with_words(secrets.values))
        if (!is_shown(shown, value)) mask_value(text, value);
    return text;
}

std::string said_without_secrets(std::string_view said, std::string_view sql) {
    return without_secrets_of(sql, without_secrets(said));
}

} // namespace pgslate::sql
