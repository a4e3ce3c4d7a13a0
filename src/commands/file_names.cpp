#include "commands/file_names.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate::commands {
namespace {

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

char folded(char c) {
    if (is_beyond_ascii(c)) return '\x80'; // any may be the capital of any
    return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view name) {
    std::string result(name);
    std::ranges::transform(result, result.begin(), [](char c) { return folded(c); });
    return result;
}

// To Windows these are devices, whatever ending they have (Win32, "Naming Files, Paths, and
// Namespaces").
bool is_device(std::string_view name) {
    constexpr std::array devices = {"con", "prn", "aux", "nul"};
    const auto stem = name.substr(0, name.find('.'));
    const bool numbered = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"))
                          && stem[3] >= '0' && stem[3] <= '9';
    return numbered || std::ranges::find(devices, stem) != devices.end();
}

bool is_trouble(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F
           || std::string_view("/\\%:*?\"<>|'`$&;").find(c) != std::string_view::npos;
}

// Of the letter at `at` of a name.
bool is_escaped(std::string_view name, std::size_t at, bool has_twin) {
    const char c = name[at];
    if (is_trouble(c) || (has_twin && (is_capital(c) || is_beyond_ascii(c)))) return true;
    if (at == 0 && c == '.') return true;                             // it would be hidden
    if (at + 1 == name.size() && (c == '.' || c == ' ')) return true; // Windows drops these
    const auto whole = folded(name);
    // pgslate.toml is no model
    return at == 0 && (whole == "pgslate" || is_device(whole));
}

} // namespace

void FileNames::add(std::string_view name) {
    alike_[folded(name)].emplace(name);
}

std::string FileNames::of(std::string_view name) const {
    const auto alike = alike_.find(folded(name));
    const bool has_twin = alike != alike_.end() && alike->second.size() > 1;
    std::string result;
    for (std::size_t at = 0; at < name.size(); ++at)
        if (is_escaped(name, at, has_twin))
            result +=
                format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(name[at])));
        else
            result += name[at];
    // A folder must not be called as a file may be.
    for (const std::string_view ending : {".toml", ".sql"})
        if (folded(result).ends_with(ending))
            result.replace(result.size() - ending.size(), 1, "%2E");
    return result;
}

} // namespace pgslate::commands
