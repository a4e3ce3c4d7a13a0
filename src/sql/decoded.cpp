#include "sql/decoded.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace pgslate::sql {
namespace {

// One character, or what is no character, as it would stand in UTF-8.
std::string utf8(std::uint32_t code) {
    const auto tail = [code](unsigned shift) {
        return static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0U | (code >> 6U)), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xE0U | (code >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | ((code >> 18U) & 7U)), tail(12), tail(6), tail(0)};
}

class Decoder {
  public:
    Decoder(std::string_view inside, std::size_t begin, char quote, char escape, bool unicode)
        : in_(inside), begin_(begin), quote_(quote), escape_(escape), unicode_(unicode) {}

    Decoded run() {
        while (at_ < in_.size()) {
            const auto from = at_;
            const auto said = next();
            decoded_.text += said;
            decoded_.places.insert(decoded_.places.end(), said.size(), begin_ + from);
        }
        decoded_.places.push_back(begin_ + at_);
        return std::move(decoded_);
    }

  private:
    std::string next() {
        const char c = in_[at_++];
        const bool more = at_ < in_.size();
        if (more && c == quote_ && in_[at_] == quote_) return {in_[at_++]};
        if (!more || escape_ == '\0' || c != escape_) return {c};
        return unicode_ ? unicode() : backslash();
    }

    std::string unicode() {
        if (in_[at_] == escape_) return {in_[at_++]};
        const bool long_form = in_[at_] == '+';
        const auto code = number(at_ + (long_form ? 1 : 0), long_form ? 6 : 4, 16);
        return code ? utf8(*code) : std::string{escape_};
    }

    std::string backslash() {
        static constexpr std::string_view letters = "bfnrt";
        static constexpr std::string_view meant = "\b\f\n\r\t";
        const char c = in_[at_];
        if (const auto letter = letters.find(c); letter != std::string_view::npos) {
            ++at_;
            return {meant[letter]};
        }
        std::optional<std::uint32_t> code;
        if (c == 'u' || c == 'U') code = number(at_ + 1, c == 'u' ? 4 : 8, 16);
        if (code) return utf8(*code);
        if (c == 'x') code = number(at_ + 1, 2, 16);
        if (c >= '0' && c <= '7') code = number(at_, 3, 8);
        if (code) return {static_cast<char>(*code)};
        ++at_;
        return {c};
    }

    // Of at most so many digits; goes on behind them if there are any.
    std::optional<std::uint32_t> number(std::size_t from, std::size_t digits, int base) {
        const auto text = in_.substr(from, digits);
        std::uint32_t value = 0;
        const auto* const end =
            std::from_chars(text.data(), text.data() + text.size(), value, base).ptr;
        if (end == text.data()) return std::nullopt;
        at_ = from + static_cast<std::size_t>(end - text.data());
        return value;
    }

    std::string_view in_;
    std::size_t begin_;
    char quote_;
    char escape_;
    bool unicode_;
    std::size_t at_ = 0;
    Decoded decoded_;
};

} // namespace

Decoded decode(const Token& token, std::string_view text, char escape) {
    const auto whole = token.in(text);
    const auto inside = content_of(token, text);
    const auto begin = static_cast<std::size_t>(inside.data() - text.data());
    if (token.kind == Token::Kind::dollar_string)
        return Decoder(inside, begin, '\0', '\0', false).run();
    const bool unicode = whole.starts_with("U&") || whole.starts_with("u&");
    const bool escapes = unicode || whole.starts_with('E') || whole.starts_with('e');
    const char quote = token.kind == Token::Kind::quoted_name ? '"' : '\'';
    const bool name = quote == '"' && !unicode;
    return Decoder(inside, begin, quote, escapes && !name ? escape : '\0', unicode).run();
}

Decoded decode_toml(std::string_view inside, std::size_t begin, bool escapes) {
    return Decoder(inside, begin, '\0', escapes ? '\\' : '\0', false).run();
}

} // namespace pgslate::sql
