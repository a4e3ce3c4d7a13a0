#include "cli/bash_line.hpp"

namespace pgslate::cli {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view spaces = " \t\n";
constexpr std::string_view redirections = "<>";

class LineReader {
  public:
    LineReader(std::string_view line, std::string_view breaks) : line_(line), breaks_(breaks) {}

    BashLine read() && {
        while (at_ < line_.size()) read_character(line_[at_++]);
        result_.words.push_back(std::move(word_));
        result_.redirects = redirects_;
        return std::move(result_);
    }

  private:
    std::string_view line_;
    std::string_view breaks_;
    std::size_t at_ = 0;
    BashLine result_;
    std::string word_;
    bool begun_ = false;     ///< a word may be empty, as '' is
    bool redirects_ = false; ///< the word is the name of a file

    void read_character(char c) {
        if (result_.quote == '\'')
            c == '\'' ? close() : add(c);
        else if (c == '\\' && at_ < line_.size())
            read_escaped(line_[at_++]);
        else if (result_.quote == '"')
            c == '"' ? close() : add(c);
        else if (c == '\'' || c == '"')
            open(c);
        else if (spaces.find(c) != npos)
            end_word();
        else if (redirections.find(c) != npos)
            redirect();
        else
            add_plain(c);
    }

    void add(char c) {
        word_ += c;
        begun_ = true;
    }

    void add_plain(char c) {
        add(c);
        if (breaks_.find(c) != npos) result_.kept = word_.size();
    }

    // Within double quotes a backslash means something before few characters only (bash manual,
    // "Double Quotes").
    void read_escaped(char c) {
        constexpr std::string_view special = "$`\"\\";
        if (result_.quote == '"' && special.find(c) == npos) add('\\');
        add(c);
    }

    void open(char quote) {
        result_.quote = quote;
        result_.kept = word_.size();
        begun_ = true;
    }

    void close() {
        result_.quote = '\0';
        result_.kept = word_.size();
    }

    void end_word() {
        if (!begun_) return;
        if (!redirects_) result_.words.push_back(word_);
        word_.clear();
        begun_ = false;
        redirects_ = false;
        result_.kept = 0;
    }

    // The number or & right before it, as in 2>, is no word of the command.
    void redirect() {
        if (word_.find_first_not_of("0123456789&") == npos) begun_ = false;
        end_word();
        word_.clear();
        result_.kept = 0;
        redirects_ = true;
    }
};

bool is_plain(char c) {
    constexpr std::string_view marks = "_@%+=:,./-";
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    return letter || beyond_ascii || (c >= '0' && c <= '9') || marks.find(c) != npos;
}

} // namespace

BashLine bash_line(std::string_view line, std::string_view breaks) {
    return LineReader(line, breaks).read();
}

std::optional<std::string> bash_quoted(std::string_view text, char quote) {
    // An exclamation mark recalls a line within double quotes, and nothing escapes it there.
    const std::string_view special = quote == '"' ? "\"$`\\!" : "'";
    if (quote != '\0')
        return text.find_first_of(special) == npos ? std::optional(std::string(text))
                                                   : std::nullopt;
    std::string quoted;
    for (const char c : text) {
        if (!is_plain(c)) quoted += '\\';
        quoted += c;
    }
    return quoted;
}

} // namespace pgslate::cli
