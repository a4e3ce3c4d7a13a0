#include "report/wrapped.hpp"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pgslate::report {
namespace {

constexpr auto npos = std::string_view::npos;

// The words of one line; `column` is where the line that is written has come to.
class Line {
  public:
    Line(std::size_t indent, std::size_t width) : indent_(indent), width_(width) {}

    void add(std::string_view words) {
        while (!words.empty()) {
            words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
            const auto word = words.substr(0, words.find(' '));
            if (!word.empty()) add_word(word);
            words.remove_prefix(word.size());
        }
    }
    void break_off() {
        text_ += '\n';
        text_.append(indent_, ' ');
        column_ = indent_;
        begins_ = true;
    }
    void begin(std::string_view start) {
        text_ = start;
        column_ = start.size();
        begins_ = true;
    }
    const std::string& text() const { return text_; }

  private:
    void add_word(std::string_view word) {
        if (!begins_ && column_ + 1 + word.size() > width_) break_off();
        if (!begins_) text_ += ' ', ++column_;
        text_ += word;
        column_ += word.size();
        begins_ = false;
    }

    std::size_t indent_;
    std::size_t width_;
    std::string text_;
    std::size_t column_ = 0;
    bool begins_ = true; // nothing stands on the line yet but what it hangs on
};

// Where the second column of a table begins; nothing if the line has only one.
std::size_t second_column(std::string_view line, std::size_t indent) {
    const auto gap = indent == 0 ? npos : line.find("  ", indent);
    return gap == npos ? npos : line.find_first_not_of(' ', gap);
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        longest = std::max(longest, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return longest;
}

std::string wrapped_line(std::string_view line, std::size_t width) {
    constexpr std::size_t narrowest = 24;
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    const auto second = second_column(line, indent);
    const bool narrow =
        second != npos && second + std::max(narrowest, longest_word(line.substr(second))) > width;
    Line result(second == npos ? indent : narrow ? indent + 4 : second, width);
    const auto head = line.substr(0, second == npos ? indent : second);
    result.begin(narrow ? head.substr(0, head.find_last_not_of(' ') + 1) : head);
    if (narrow) result.break_off();
    result.add(line.substr(head.size()));
    return result.text();
}

} // namespace

std::size_t terminal_width() {
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

std::string wrapped(std::string_view text, std::size_t width) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        result += line.size() <= width ? std::string(line) : wrapped_line(line, width);
        if (end < text.size()) result += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

} // namespace pgslate::report
