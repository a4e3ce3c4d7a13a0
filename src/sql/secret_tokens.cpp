#include "sql/secret_tokens.hpp"

#include "sql/secret_names.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::sql {
namespace {

using Kind = Token::Kind;

// `format('... password %L', x)`
bool asks_in_the_middle(std::string_view content) {
    for (auto at = content.find('%'); at != std::string_view::npos;
         at = content.find('%', at + 1)) {
        constexpr std::size_t longest_name = 100;
        const auto from = at > longest_name ? at - longest_name : 0;
        auto before = content.substr(from, at - from);
        while (!before.empty()
               && std::string_view(" ='\"").find(before.back()) != std::string_view::npos)
            before.remove_suffix(1);
        const auto begin = before.find_last_of(" ('\"");
        if (names_secret(before.substr(begin == std::string_view::npos ? 0 : begin + 1)))
            return true;
    }
    return false;
}

} // namespace

std::string_view SecretTokens::symbol(std::size_t at) const {
    const auto& token = tokens_[at];
    return token.kind == Kind::symbol ? token.in(text_) : std::string_view();
}

std::string SecretTokens::name(std::size_t at) const {
    if (at >= tokens_.size()) return {};
    const auto& token = tokens_[at];
    if (token.kind == Kind::word) return name_of(token, text_);
    return token.kind == Kind::quoted_name ? decode(token, text_, escape(at)).text : std::string();
}

// U&'...' UESCAPE '!'
char SecretTokens::escape(std::size_t at) const {
    const bool said =
        at + 2 < tokens_.size() && is_word(tokens_[at + 1], text_, "uescape") && is_string(at + 2);
    const auto content = said ? content_of(tokens_[at + 2], text_) : std::string_view();
    return content.size() == 1 ? content.front() : '\\';
}

std::size_t SecretTokens::end_of_statement(std::size_t at) const {
    while (at < tokens_.size() && symbol(at) != ";") ++at;
    return at;
}

void SecretTokens::take(const Span& span) {
    if (span.end <= span.begin) return;
    found_.spans.push_back(span);
    found_.values.emplace(text_.substr(span.begin, span.end - span.begin));
}

void SecretTokens::take_whole(std::size_t at) {
    const auto& token = tokens_[at];
    if (!is_string(at) && token.kind != Kind::quoted_name) return take({token.begin, token.end});
    const auto decoded = decode(token, text_, escape(at));
    if (decoded.text.empty()) return;
    take({decoded.places.front(), decoded.places.back()});
    found_.values.insert(decoded.text);
}

void SecretTokens::take_run(std::size_t at) {
    const auto begin = tokens_[at].begin;
    take({begin, std::min(text_.find_first_of(" \t\r\n;", begin), text_.size())});
}

void SecretTokens::look_into(std::size_t at) {
    if (is_connection(decode(tokens_[at], text_, escape(at)).text)) return take_connection(at);
    const auto decoded = decode(tokens_[at], text_, escape(at));
    const auto texture = tokens_[at].kind == Kind::dollar_string ? Texture::code : Texture::prose;
    take_all(find_(decoded.text, texture, depth_ + 1), decoded);
}

void SecretTokens::take_connection(std::size_t at) {
    const auto decoded = decode(tokens_[at], text_, escape(at));
    Secrets inside;
    for (const auto& span : secrets_in_connection(decoded.text)) {
        inside.spans.push_back(span);
        inside.values.insert(decoded.text.substr(span.begin, span.end - span.begin));
    }
    take_all(inside, decoded);
}

void SecretTokens::take_all(const Secrets& inside, const Decoded& decoded) {
    for (const auto& span : inside.spans)
        take({decoded.place(span.begin), decoded.place(span.end)});
    found_.values.insert(inside.values.begin(), inside.values.end());
}

// `'password=' || x`, `format('... password %L', x)`, `set_config('app.password', x)`: the
// secret itself comes later.
bool SecretTokens::asks_for_secret(std::size_t at) const {
    const auto content = decode(tokens_[at], text_, escape(at)).text;
    constexpr std::string_view behind = " \t\r\n=:'\"%LsI";
    auto end = content.size();
    while (end > 0 && behind.find(content[end - 1]) != std::string_view::npos) --end;
    for (const auto tail : {end, content.size()}) {
        auto begin = tail;
        while (begin > 0
               && (std::isalnum(static_cast<unsigned char>(content[begin - 1])) != 0
                   || content[begin - 1] == '_'))
            --begin;
        if (names_secret(std::string_view(content).substr(begin, tail - begin))) return true;
    }
    return asks_in_the_middle(content);
}

} // namespace pgslate::sql
