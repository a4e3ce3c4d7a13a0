#include "base/toml_depth.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pgslate {
namespace {

constexpr std::size_t most = 1000;

// Behind the string that begins at `at`, or the end of the text if it is not closed: then it is no
// TOML, and nothing behind is read.
std::size_t behind_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool is_long = text.substr(at).starts_with(std::string(3, quote));
    const std::string end(is_long ? 3 : 1, quote);
    for (at += end.size(); at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (text.substr(at).starts_with(end)) {
            at += end.size();
            // Up to two quotes may stand before the three that close it.
            for (int more = 0; is_long && more < 2 && text.substr(at).starts_with(quote); ++more)
                ++at;
            return at;
        } else if (!is_long && text[at] == '\n') {
            break;
        }
    }
    return text.size();
}

// Counts how deep the place is that it has come to. A point counts wherever it is no part of a
// string, so a number may be taken for one deeper than it is.
class Depth {
  public:
    void pass(char c) {
        switch (c) {
        case '.': ++depth_; break;
        case '[':
        case '{': open(c == '['); break;
        case ']':
        case '}': close(); break;
        case ',': depth_ = around_.empty() ? depth_ : around_.back() + 1; break;
        case '\n': end_line(); break;
        default: at_begin_ = at_begin_ && (c == ' ' || c == '\t' || c == '\r');
        }
    }
    std::size_t depth() const { return depth_; }

  private:
    // A bracket at the beginning of a line is a header's, unless the line is one of an array.
    void open(bool square) {
        if (square && around_.empty() && at_begin_) depth_ = header_ = 0;
        in_header_ = in_header_ || (square && around_.empty() && at_begin_);
        around_.push_back(depth_++);
    }
    void close() {
        if (in_header_) header_ = std::max(header_, depth_);
        if (around_.empty()) return;
        depth_ = around_.back();
        around_.pop_back();
    }
    void end_line() {
        if (!around_.empty()) return;
        depth_ = header_;
        at_begin_ = true;
        in_header_ = false;
    }

    std::size_t depth_ = 0;
    std::size_t header_ = 0;          // how deep the keys of a line are by the last header
    std::vector<std::size_t> around_; // the depth outside of each bracket that is open
    bool at_begin_ = true;
    bool in_header_ = false;
};

} // namespace

std::optional<std::size_t> too_deep(std::string_view text) {
    Depth depth;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            depth.pass(c);
            at = behind_string(text, at);
            continue;
        }
        if (c == '#') at = std::min(text.find('\n', at), text.size() - 1);
        depth.pass(text[at]);
        if (depth.depth() >= most) return at;
        ++at;
    }
    return std::nullopt;
}

} // namespace pgslate
