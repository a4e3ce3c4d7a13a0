// A TOML model is read as keys, strings and comments only, because it may be anything but TOML.
#include "sql/decoded.hpp"
#include "sql/secret_names.hpp"
#include "sql/secret_search.hpp"
#include "sql/secrets.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace pgslate::sql {
namespace {

bool is_bare(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

class TomlSearch {
  public:
    explicit TomlSearch(std::string_view text) : text_(text) {}

    std::vector<Span> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n')
                begin_line();
            else if (c == '[' && new_line_)
                read_header();
            else if (c == '#')
                read_comment();
            else if (c == '"' || c == '\'')
                read_string(c);
            else if (is_bare(c))
                read_bare();
            else
                ++at_;
            new_line_ = new_line_
                        && (at_ == 0 || at_ >= text_.size() || text_[at_ - 1] == '\n'
                            || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t');
        }
        return std::move(spans_);
    }

  private:
    void begin_line() {
        ++at_;
        new_line_ = true;
    }

    std::size_t end_of_line() const { return std::min(text_.find('\n', at_), text_.size()); }

    void read_header() {
        const auto end = end_of_line();
        header_ = text_.substr(at_, std::min(text_.find('#', at_), end) - at_);
        at_ += header_.size();
    }

    void read_comment() {
        const auto end = end_of_line();
        take(decode_toml(text_.substr(at_, end - at_), at_, false), false);
        at_ = end;
    }

    void read_string(char quote) {
        const std::string three(3, quote);
        const bool long_form = text_.substr(at_, 3) == three;
        const auto begin = at_ + (long_form ? 3 : 1);
        auto end = begin;
        const auto closes = [&] {
            return long_form ? text_.substr(end, 3) == three
                             : text_[end] == quote || text_[end] == '\n';
        };
        for (; end < text_.size() && !closes(); ++end)
            if (quote == '"' && text_[end] == '\\') ++end;
        end = std::min(end, text_.size());
        const bool closed = end < text_.size() && text_[end] == quote;
        at_ = end + (!closed ? 0 : long_form ? 3 : 1);
        const auto decoded = decode_toml(text_.substr(begin, end - begin), begin, quote == '"');
        if (is_key())
            set_key(decoded.text);
        else
            take(decoded, gives_secret());
    }

    void read_bare() {
        const auto begin = at_;
        while (at_ < text_.size() && is_bare(text_[at_])) ++at_;
        const auto word = text_.substr(begin, at_ - begin);
        if (is_key())
            set_key(std::string(word));
        else if (gives_secret() && word != "true" && word != "false")
            spans_.push_back(
                {begin, at_ = std::min(text_.find_first_of(" \t\r\n,]}", begin), text_.size())});
    }

    bool is_key() const {
        const auto next = text_.find_first_not_of(" \t", at_);
        return next != std::string_view::npos && (text_[next] == '=' || text_[next] == '.');
    }

    void set_key(std::string key) {
        if (new_line_) line_key_ = key;
        key_ = std::move(key);
    }

    // What a column or an attribute is called says nothing about its type.
    bool gives_secret() const {
        const auto within = [this](std::string_view header, std::string_view key) {
            return header_.starts_with(header) || line_key_.starts_with(key);
        };
        return names_secret(key_) && !within("[table", "table.") && !within("[type", "type.");
    }

    void take(const Decoded& decoded, bool whole) {
        if (decoded.text.empty()) return;
        const auto found = whole ? std::vector<Span>{{0, decoded.text.size()}}
                                 : find_secrets(decoded.text, Texture::prose, 1).spans;
        for (const auto& span : found)
            spans_.push_back({decoded.place(span.begin), decoded.place(span.end)});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool new_line_ = true; // nothing but spaces since the line began
    std::string header_;
    std::string line_key_; // the first of the line
    std::string key_;      // the last that was given a value
    std::vector<Span> spans_;
};

} // namespace

std::string toml_without_secrets(std::string_view toml) {
    std::string masked(toml);
    for (const auto& [begin, end] : TomlSearch(toml).run())
        for (auto at = begin; at < end; ++at)
            if (masked[at] != '\n' && masked[at] != '\r') masked[at] = '*';
    return masked;
}

} // namespace pgslate::sql
