#include "config/env_syntax.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "config/env_value.hpp"
#include "config/setting.hpp"

#include <string_view>
#include <utility>

namespace pgslate::config {
namespace {

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
        while (is_env_blank(here())) ++at_;
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
        while (is_in_env_name(here())) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    void line() {
        skip_blanks();
        if (here() == '\n' || here() == '#') return skip_line();
        auto begin = at_;
        auto word = name();
        if (word == "export" && is_env_blank(here())) {
            skip_blanks();
            begin = at_;
            word = name();
        }
        skip_blanks();
        if (word.empty() || !begins_env_name(word.front()) || !ends_name())
            return complain(at_, "a line is to be NAME=VALUE, or a comment that begins with #");
        if (here() != '\n') value_of(word, begin);
        skip_line();
    }

    // A name alone says that it comes from the environment, which it does anyway.
    bool ends_name() const { return here() == '=' || here() == ':' || here() == '\n'; }

    void value_of(const std::string& name, std::size_t begin) {
        ++at_;
        const bool spaced = is_env_blank(here());
        skip_blanks();
        auto value = read_env_value(text_, at_, spaced,
                                    [this](const std::string& other) { return look_up(other); });
        at_ = value.end;
        if (value.mistake) {
            complain(value.mistake->at, std::move(value.mistake->message),
                     std::move(value.mistake->hints));
            value.text.clear();
        }
        Environment::Variable variable{
            .value = std::move(value.text), .place = place_at(begin), .doubt = {}};
        if (value.doubtful) variable.doubt = doubt(name, *value.doubtful);
        into_.set(name, std::move(variable));
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

    Problem doubt(const std::string& name, std::size_t at) const {
        auto problem =
            advised(format("{}: a $ in its value may mean a variable that is not set, or something "
                           "else to other programs",
                           name),
                    {"Write the value in single quotes if the $ stands for itself.",
                     "A variable is ${NAME}, and has to be set before it."});
        problem.place = place_at(at);
        return problem;
    }

    const std::string& text_;
    const std::string& shown_;
    const Environment& around_;
    Environment& into_;
    std::size_t at_ = 0;
    std::vector<Problem> problems_;
};

} // namespace

void read_variables(std::string text, const std::string& shown, const Environment& around,
                    Environment& into) {
    const auto plain_text = plain(std::move(text));
    VariableReader(plain_text, shown, around, into).read();
}

} // namespace pgslate::config
