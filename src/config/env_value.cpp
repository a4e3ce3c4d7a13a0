#include "config/env_value.hpp"

#include "base/trim.hpp"

namespace pgslate::config {
namespace {

class ValueReader {
  public:
    ValueReader(std::string_view file, std::size_t at, const EnvLookup& look_up)
        : file_(file), at_(at), look_up_(look_up) {}

    EnvValue read(bool spaced) && {
        const char first = at_ < file_.size() ? file_[at_] : '\n';
        if (first == '\'' || first == '"')
            quoted(first);
        else
            bare(spaced);
        value_.end = at_;
        return std::move(value_);
    }

  private:
    // Up to the end of the line, or to a comment, which stands behind a space.
    void bare(bool spaced) {
        const auto line = file_.substr(at_, file_.find('\n', at_) - at_);
        auto end = line.size();
        for (auto sign = line.find('#'); sign != std::string_view::npos;
             sign = line.find('#', sign + 1))
            if (sign == 0 ? spaced : is_env_blank(line[sign - 1])) {
                end = sign;
                break;
            }
        const auto size = trimmed(line.substr(0, end)).size();
        for (const auto stop = at_ + size; at_ < stop;) take();
    }

    void quoted(char quote) {
        const auto begin = at_++;
        while (at_ < file_.size() && file_[at_] != quote) {
            if (file_[at_] == '\\')
                quote == '"' ? escape() : escape_quote();
            else if (quote == '"')
                take();
            else
                value_.text += file_[at_++];
        }
        if (at_ == file_.size()) {
            value_.mistake = {begin, "the quote that begins here does not end"};
            return;
        }
        ++at_;
        while (at_ < file_.size() && is_env_blank(file_[at_])) ++at_;
        if (at_ < file_.size() && file_[at_] != '\n' && file_[at_] != '#')
            value_.mistake = {at_,
                              "only a comment may stand behind the quote that ends a value",
                              {"A quote in a quoted value is written \\' or \\\"."}};
    }

    void escape_quote() {
        const bool escapes = file_.substr(at_, 2) == "\\'";
        value_.text += file_[escapes ? at_ + 1 : at_];
        at_ += escapes ? 2 : 1;
    }

    // What is no escape stays as it is.
    void escape() {
        constexpr std::string_view letters = "nrt\"\\$";
        constexpr std::string_view meanings = "\n\r\t\"\\$";
        const auto known =
            at_ + 1 < file_.size() ? letters.find(file_[at_ + 1]) : std::string_view::npos;
        value_.text += known == std::string_view::npos ? '\\' : meanings[known];
        at_ += known == std::string_view::npos ? 1 : 2;
    }

    // A character, or a variable.
    void take() {
        const auto begin = at_;
        value_.text += file_[at_++];
        if (file_[begin] != '$' || at_ == file_.size()) return;
        const char next = file_[at_];
        if (next == '{') {
            const auto end = file_.find('}', at_);
            const auto found = end == std::string_view::npos
                                   ? std::nullopt
                                   : look_up_(std::string(file_.substr(at_ + 1, end - at_ - 1)));
            if (!found) return note_doubt(begin);
            value_.text.pop_back();
            value_.text += *found;
            at_ = end + 1;
        } else if (begins_env_name(next) || next == '$') {
            note_doubt(begin);
        }
    }

    void note_doubt(std::size_t at) {
        if (!value_.doubtful) value_.doubtful = at;
    }

    std::string_view file_;
    std::size_t at_;
    const EnvLookup& look_up_;
    EnvValue value_;
};

} // namespace

bool is_env_blank(char c) {
    return c == ' ' || c == '\t';
}

bool begins_env_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_in_env_name(char c) {
    return begins_env_name(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

EnvValue read_env_value(std::string_view file, std::size_t at, bool spaced,
                        const EnvLookup& look_up) {
    return ValueReader(file, at, look_up).read(spaced);
}

} // namespace pgslate::config
