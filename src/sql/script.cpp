#include "sql/script.hpp"

#include <algorithm>

namespace pgslate::sql {

std::optional<ScriptPart> ScriptReader::next() {
    while (parts_.empty() && !ended_) read_token();
    if (parts_.empty()) return std::nullopt;
    const auto part = parts_.front();
    parts_.pop();
    return part;
}

void ScriptReader::read_token() {
    bool open_comment = false;
    const auto token = next_token(script_, at_, open_comment);
    ended_ = token.begin == token.end;
    if (ended_)
        finish(script_.size(), !open_comment && depth_ <= 0 && atomic_ == 0);
    else
        take(token);
}

void ScriptReader::take(const Token& token) {
    const bool first = tokens_.empty();
    if (first && is_symbol(token, script_, "\\")) return take_command(token);
    if (is_symbol(token, script_, ";") && depth_ <= 0 && atomic_ == 0) {
        at_ = token.end;
        const bool copies = reads_from_stdin();
        finish(token.begin, true);
        if (copies) take_copy_data();
        return;
    }
    follow_brackets(token);
    follow_atomic(token);
    tokens_.push_back(token);
    at_ = token.end;
}

// Closes the statement whose tokens were collected, if there are any.
void ScriptReader::finish(std::size_t end, bool closed) {
    if (!tokens_.empty()) {
        const auto last = std::min(end, tokens_.back().end);
        parts_.push({.kind = ScriptPart::Kind::statement,
                     .begin = tokens_.front().begin,
                     .end = last,
                     .closed = closed && tokens_.back().closed});
    } else if (!closed) {
        parts_.push({.kind = ScriptPart::Kind::statement,
                     .begin = at_,
                     .end = script_.size(),
                     .closed = false});
    }
    tokens_.clear();
    depth_ = 0;
    atomic_ = 0;
}

void ScriptReader::take_command(const Token& token) {
    const auto end = end_of_line(token.begin);
    parts_.push({.kind = ScriptPart::Kind::command, .begin = token.begin, .end = end});
    at_ = end;
}

std::size_t ScriptReader::end_of_line(std::size_t from) const {
    return std::min(script_.find('\n', from), script_.size());
}

// The data begin on the line behind the statement and end with a line that says `\.`. Nothing
// but a comment may stand between them: psql would run it after the copy.
void ScriptReader::take_copy_data() {
    const auto begin = std::min(end_of_line(at_) + 1, script_.size());
    const auto rest = tokenize(script_.substr(at_, end_of_line(at_) - at_));
    ScriptPart data{.kind = ScriptPart::Kind::copy_data,
                    .begin = begin,
                    .closed = rest.tokens.empty() && !rest.open_comment};
    for (auto line = begin; line < script_.size();) {
        const auto end = end_of_line(line);
        auto text = script_.substr(line, end - line);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text == "\\.") {
            data.end = line;
            parts_.push(data);
            at_ = end;
            return;
        }
        line = end + 1;
    }
    data.end = script_.size();
    data.closed = false;
    parts_.push(data);
    at_ = script_.size();
}

void ScriptReader::follow_brackets(const Token& token) {
    if (is_symbol(token, script_, "(")) ++depth_;
    if (is_symbol(token, script_, ")")) --depth_;
}

// Only CREATE FUNCTION and CREATE PROCEDURE have BEGIN ATOMIC; inside it only CASE opens
// something that END closes.
void ScriptReader::follow_atomic(const Token& token) {
    if (atomic_ == 0) {
        const bool opens = is_word(token, script_, "atomic") && !tokens_.empty()
                           && is_word(tokens_.back(), script_, "begin")
                           && is_word(tokens_.front(), script_, "create");
        if (opens) atomic_ = 1;
    } else if (is_word(token, script_, "case")) {
        ++atomic_;
    } else if (is_word(token, script_, "end")) {
        --atomic_;
    }
}

bool ScriptReader::reads_from_stdin() const {
    if (tokens_.empty() || !is_word(tokens_.front(), script_, "copy")) return false;
    const auto from = std::ranges::adjacent_find(tokens_, [&](const auto& a, const auto& b) {
        return is_word(a, script_, "from") && is_word(b, script_, "stdin");
    });
    return from != tokens_.end();
}

std::vector<ScriptPart> split(std::string_view script) {
    ScriptReader reader(script);
    std::vector<ScriptPart> parts;
    while (const auto part = reader.next()) parts.push_back(*part);
    return parts;
}

} // namespace pgslate::sql
