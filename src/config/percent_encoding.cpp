#include "config/percent_encoding.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"

#include <charconv>
#include <system_error>

namespace pgslate::config {

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded.push_back(text[at]);
            continue;
        }
        const auto digits = text.substr(at + 1, 2);
        unsigned value = 0;
        const auto* const end = digits.data() + digits.size();
        const auto [rest, problem] = std::from_chars(digits.data(), end, value, 16);
        if (digits.size() != 2 || problem != std::errc() || rest != end) return std::nullopt;
        decoded.push_back(static_cast<char>(value));
        at += 2;
    }
    if (first_bad_byte(decoded)) return std::nullopt;
    return decoded;
}

std::string percent_encode(std::string_view text, std::string_view plain) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    const auto stays = [unreserved, plain](char c) {
        return unreserved.find(c) != std::string_view::npos
               || plain.find(c) != std::string_view::npos;
    };
    std::string encoded;
    for (const char c : text)
        encoded += stays(c) ? std::string(1, c) : format("%{:02X}", static_cast<unsigned char>(c));
    return encoded;
}

} // namespace pgslate::config
