#include "config/env_syntax.hpp"

#include "base/format.hpp"
#include "base/trim.hpp"
#include "base/utf8.hpp"
#include "config/setting.hpp"

#include <string_view>
#include <utility>

namespace pgslate::config {
namespace {

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_in_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// As they are read everywhere: a carriage return before a newline, and a mark at the beginning,
// are Windows' and mean nothing.
std::string plain(std::string text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.erase(0, mark.size());
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at))
        text.erase(at, 1);
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

class VariableReader {
  public:
    VariableReader(const std::string& text, const std::string& shown, const Environment& around,
                   Environment& into)
        : text_(text), shown_(shown), around_(around), into_(into) {}

    void read() && {
        if (const auto bad = first_bad_byte(text_))
            complain(*bad, "this file is to be UTF-8 without NUL, and this byte is not");
        while (problems_.empty() && at_ < text_.size()) line();
        throw_if_any(std::move(problems_));
    }

  private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }
    void skip_blanks() {
        while (is_blank(here())) ++at_;
    }
    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }
    Place place_at(std::size_t offset) const {
        return advance({.file = shown_, .line = 1, .column = 1}, text_, offset);
    }
    void complain(std::size_t at, std::string message, std::vector<std::string> hints = {}) {
        auto problem = advised(std::move(message), std::move(hints));
        problem.place = place_at(at);
        problems_.push_back(std::move(problem));
    }

    std::string name() {
        const auto begin = at_;
        while (is_in_name(here())) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    void line() {
        skip_blanks();
        if (here() == '\n' || here() == '#') return skip_line();
        auto begin = at_;
        auto word = name();
        if (word == "export" && is_blank(here())) {
            skip_blanks();
            begin = at_;
            word = name();
        }
        skip_blanks();
        if (word.empty() || !begins_name(word.front()) || !ends_name())
            return complain(at_, "a line is to be NAME=VALUE, or a comment that begins with #");
        if (here() != '\n') value_of(word, begin);
        skip_line();
    }

    // A name alone says that it comes from the environment, which it does anyway.
    bool ends_name() const { return here() == '=' || here() == ':' || here() == '\n'; }

    void value_of(const std::string& name, std::size_t begin) {
        ++at_;
        const bool spaced = is_blank(here());
        skip_blanks();
        doubt_.reset();
        std::string value;
        const char quote = here();
        if (quote == '\'' || quote == '"')
            value = quoted(quote);
        else
            value = bare(spaced);
        if (doubt_)
            doubt_->message = format("{}: a $ in its value may mean a variable that is not set, or "
                                     "something else to other programs",
                                     name);
        into_.set(name, {.value = std::move(value), .place = place_at(begin), .doubt = doubt_});
    }

    // Up to the end of the line, or to a comment, which stands behind a space.
    std::string bare(bool spaced) {
        const auto line = std::string_view(text_).substr(at_, text_.find('\n', at_) - at_);
        auto end = line.size();
        for (auto sign = line.find('#'); sign != std::string_view::npos;
             sign = line.find('#', sign + 1))
            if (sign == 0 ? spaced : is_blank(line[sign - 1])) {
                end = sign;
                break;
            }
        const auto size = trimmed(line.substr(0, end)).size();
        std::string value;
        for (const auto stop = at_ + size; at_ < stop;) take(value);
        return value;
    }

    std::string quoted(char quote) {
        const auto begin = at_++;
        std::string value;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\')
                quote == '"' ? escape(value) : escape_quote(value);
            else if (quote == '"')
                take(value);
            else
                value += text_[at_++];
        }
        if (at_ == text_.size()) {
            complain(begin, "the quote that begins here does not end");
            return {};
        }
        ++at_;
        skip_blanks();
        if (here() != '\n' && here() != '#')
            complain(at_, "only a comment may stand behind the quote that ends a value",
                     {"A quote in a quoted value is written \\' or \\\"."});
        return value;
    }

    void escape_quote(std::string& value) {
        const bool escapes = text_.compare(at_, 2, "\\'") == 0;
        value += text_[escapes ? at_ + 1 : at_];
        at_ += escapes ? 2 : 1;
    }

    // What is no escape stays as it is.
    void escape(std::string& value) {
        constexpr std::string_view letters = "nrt\"\\$";
        constexpr std::string_view meanings = "\n\r\t\"\\$";
        const auto known =
            at_ + 1 < text_.size() ? letters.find(text_[at_ + 1]) : std::string_view::npos;
        value += known == std::string_view::npos ? '\\' : meanings[known];
        at_ += known == std::string_view::npos ? 1 : 2;
    }

    // A character, or a variable.
    void take(std::string& value) {
        const auto begin = at_;
        value += text_[at_++];
        if (text_[begin] != '$' || at_ == text_.size()) return;
        const char next = text_[at_];
        if (next == '{') {
            const auto end = text_.find('}', at_);
            const auto found = end == std::string::npos
                                   ? std::nullopt
                                   : look_up(text_.substr(at_ + 1, end - at_ - 1));
            if (!found) return note_doubt(begin);
            value.pop_back();
            value += *found;
            at_ = end + 1;
        } else if (begins_name(next) || next == '$') {
            note_doubt(begin);
        }
    }

    std::optional<std::string> look_up(const std::string& name) const {
        for (const auto* environment : {&around_, static_cast<const Environment*>(&into_)}) {
            const auto found = environment->variables().find(name);
            if (found == environment->variables().end()) continue;
            if (found->second.doubt) return std::nullopt;
            return found->second.value;
        }
        return std::nullopt;
    }

    void note_doubt(std::size_t at) {
        if (doubt_) return;
        doubt_ = advised({}, {"Write the value in single quotes if the $ stands for itself.",
                              "A variable is ${NAME}, and has to be set before it."});
        doubt_->place = place_at(at);
    }

    const std::string& text_;
    const std::string& shown_;
    const Environment& around_;
    Environment& into_;
    std::size_t at_ = 0;
    std::optional<Problem> doubt_; // of the value that is being read
    std::vector<Problem> problems_;
};

} // namespace

void read_variables(std::string text, const std::string& shown, const Environment& around,
                    Environment& into) {
    const auto plain_text = plain(std::move(text));
    VariableReader(plain_text, shown, around, into).read();
}

} // namespace pgslate::config
