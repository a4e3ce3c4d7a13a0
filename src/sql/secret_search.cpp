// A text is read as tokens. Each statement says by its first words what its strings are for; each
// string is read as a text of its own, after its quotes and escapes are resolved, and what is found
// in there is brought back to the bytes that it comes from.
#include "sql/secret_search.hpp"

#include "sql/secret_statement.hpp"

namespace pgslate::sql {
namespace {

// Nobody nests deeper, unless to waste time; what is deeper is left out whole.
constexpr int deepest = 6;

// Comments are prose that lies between the tokens; their marks are none of it.
void look_into_gap(std::string_view text, const Span& gap, int depth, SecretTokens& tokens) {
    std::string prose(text.substr(gap.begin, gap.end - gap.begin));
    if (prose.find_first_not_of(" \t\r\n") == std::string::npos) return;
    for (const std::string_view mark : {"--", "/*", "*/"})
        for (auto at = prose.find(mark); at != std::string::npos; at = prose.find(mark, at))
            prose.replace(at, mark.size(), mark.size(), ' ');
    for (const auto& [begin, end] : find_secrets(prose, Texture::prose, depth + 1).spans)
        tokens.take({gap.begin + begin, gap.begin + end});
}

void look_into_comments(std::string_view text, int depth, SecretTokens& tokens) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        look_into_gap(text, {begin, tokens.at(i).begin}, depth, tokens);
        begin = tokens.at(i).end;
    }
    look_into_gap(text, {begin, text.size()}, depth, tokens);
}

} // namespace

Secrets find_secrets(std::string_view text, Texture texture, int depth) {
    if (depth > deepest) return {.spans = {{0, text.size()}}, .values = {std::string(text)}};
    SecretTokens tokens(text, depth, find_secrets);
    for (const auto& span : secrets_in_text(text, texture)) tokens.take(span);
    look_into_comments(text, depth, tokens);
    for (std::size_t begin = 0; begin < tokens.size();) {
        const auto end = tokens.end_of_statement(begin);
        find_in_statement(tokens, begin, end);
        begin = end + 1;
    }
    return tokens.found();
}

} // namespace pgslate::sql
