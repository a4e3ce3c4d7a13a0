#include "support/json.hpp"

#include "base/utf8.hpp"

namespace pgslate::testing {
namespace {

// Reads along and says whether what it met was right.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool document() {
        if (!value()) return false;
        skip_space();
        return rest_.empty();
    }

  private:
    bool value() {
        skip_space();
        if (rest_.empty()) return false;
        switch (rest_.front()) {
        case '{': return items('{', '}', [this] { return string() && take(':') && value(); });
        case '[': return items('[', ']', [this] { return value(); });
        case '"': return string();
        default: return word("true") || word("false") || word("null") || number();
        }
    }

    template <typename Item>
    bool items(char open, char close, Item item) {
        take(open);
        if (take(close)) return true;
        do {
            if (!item()) return false;
        } while (take(','));
        return take(close);
    }

    bool string() {
        if (!take('"')) return false;
        while (!rest_.empty() && rest_.front() != '"') {
            if (static_cast<unsigned char>(rest_.front()) < 0x20) return false;
            if (rest_.front() == '\\' && !escape()) return false;
            rest_.remove_prefix(1);
        }
        return take_character('"');
    }

    // Leaves the last character of the escape.
    bool escape() {
        rest_.remove_prefix(1);
        if (rest_.empty()) return false;
        if (rest_.front() != 'u') return is_one_of("\"\\/bfnrt");
        for (int digit = 0; digit < 4; ++digit) {
            rest_.remove_prefix(1);
            if (!is_one_of("0123456789abcdefABCDEF")) return false;
        }
        return true;
    }

    // -0.5e+3, but neither 01 nor .5
    bool number() {
        take_character('-');
        if (!take_character('0') && !digits()) return false;
        if (take_character('.') && !digits()) return false;
        if (!take_character('e') && !take_character('E')) return true;
        take_character('+') || take_character('-');
        return digits();
    }

    bool digits() {
        bool any = false;
        while (is_one_of("0123456789")) {
            rest_.remove_prefix(1);
            any = true;
        }
        return any;
    }

    bool word(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }

    bool is_one_of(std::string_view characters) const {
        return !rest_.empty() && characters.find(rest_.front()) != std::string_view::npos;
    }

    bool take_character(char expected) { return word({&expected, 1}); }

    bool take(char expected) {
        skip_space();
        return take_character(expected);
    }

    void skip_space() {
        while (is_one_of(" \t\r\n")) rest_.remove_prefix(1);
    }

    std::string_view rest_;
};

} // namespace

bool is_json(std::string_view text) {
    return !first_bad_byte(text) && Reader(text).document();
}

} // namespace pgslate::testing
