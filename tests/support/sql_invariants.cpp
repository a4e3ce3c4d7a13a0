#include "support/sql_invariants.hpp"

#include "sql/script.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace pgslate::testing {
namespace {

using sql::ScriptPart;
using sql::Token;

std::size_t end_of_comment(std::string_view text) {
    if (text.starts_with("--")) return std::min(text.find_first_of("\r\n"), text.size());
    int depth = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto two = text.substr(at, 2);
        if (two != "/*" && two != "*/") continue;
        depth += two == "/*" ? 1 : -1;
        ++at;
        if (depth == 0) return at + 1;
    }
    return text.size();
}

// Is there nothing in `text` but white space, comments and characters of `others`?
bool is_blank(std::string_view text, std::string_view others = "") {
    while (!text.empty()) {
        const bool space = std::isspace(static_cast<unsigned char>(text.front())) != 0;
        if (space || others.find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        else if (text.starts_with("--") || text.starts_with("/*"))
            text.remove_prefix(end_of_comment(text));
        else
            return false;
    }
    return true;
}

std::string broken_by(const Token& token, std::string_view text) {
    const auto content = sql::content_of(token, text);
    const bool text_token = token.kind == Token::Kind::string
                            || token.kind == Token::Kind::dollar_string
                            || token.kind == Token::Kind::quoted_name;
    const bool inside =
        content.data() > token.in(text).data()
        && content.data() + content.size() <= token.in(text).data() + token.in(text).size();
    if (text_token && !inside) return "a content is not inside its token";
    if (sql::name_of(token, text).size() > token.end - token.begin)
        return "a name is longer than its token";
    if (!token.closed && token.end != text.size()) return "an open token is not the last";
    return "";
}

std::string broken_by_tokens(std::string_view text) {
    std::size_t end = 0;
    for (const auto& token : sql::tokenize(text).tokens) {
        if (token.begin < end || token.end <= token.begin || token.end > text.size())
            return "tokens overlap, are empty or end outside the text";
        if (!is_blank(text.substr(end, token.begin - end)))
            return "something between two tokens is lost";
        if (auto broken = broken_by(token, text); !broken.empty()) return broken;
        end = token.end;
    }
    return is_blank(text.substr(end)) ? "" : "something behind the last token is lost";
}

std::string broken_by_statement(std::string_view statement) {
    const auto again = sql::split(statement);
    if (again.size() != 1 || again.front().in(statement) != statement || !again.front().closed)
        return "a statement does not split into itself";
    return "";
}

// What may stand before a part, apart from white space, comments and semicolons: the end of COPY
// data. Behind a COPY that is not closed stands what psql would run later.
bool is_gap(std::string_view gap, const ScriptPart* before, const ScriptPart& part) {
    if (part.kind == ScriptPart::Kind::copy_data && !part.closed) return true;
    if (before != nullptr && before->kind == ScriptPart::Kind::copy_data && gap.starts_with("\\."))
        gap.remove_prefix(2);
    return is_blank(gap, ";");
}

std::string broken_by_split(std::string_view text) {
    const auto parts = sql::split(text);
    const ScriptPart* before = nullptr;
    for (const auto& part : parts) {
        const auto end = before == nullptr ? 0 : before->end;
        if (part.begin < end || part.end < part.begin || part.end > text.size())
            return "parts overlap or end outside the text";
        if (!is_gap(text.substr(end, part.begin - end), before, part))
            return "something between two parts is lost";
        if (part.kind == ScriptPart::Kind::statement && part.closed)
            if (auto broken = broken_by_statement(part.in(text)); !broken.empty()) return broken;
        before = &part;
    }
    const auto end = before == nullptr ? 0 : before->end;
    const ScriptPart last{.begin = text.size(), .end = text.size()};
    return is_gap(text.substr(end), before, last) ? "" : "something behind the last part is lost";
}

// A fragment stays where it is put: in brackets it ends neither the brackets nor the statement.
std::string broken_by_fragment(std::string_view text) {
    if (!sql::why_not_a_fragment(text).empty()) return "";
    const auto script = "select (" + std::string(text) + "\n);";
    const auto parts = sql::split(script);
    const bool one = parts.size() == 1 && parts.front().closed;
    return one && parts.front().end + 1 == script.size() ? "" : "a fragment leaves its brackets";
}

} // namespace

std::string broken_sql_invariant(std::string_view text) {
    if (auto broken = broken_by_tokens(text); !broken.empty()) return broken;
    if (auto broken = broken_by_split(text); !broken.empty()) return broken;
    return broken_by_fragment(text);
}

} // namespace pgslate::testing
