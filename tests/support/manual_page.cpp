#include "support/manual_page.hpp"

#include "base/files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <sstream>

namespace pgslate::testing {
namespace {

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// The macros that stand within other lines of our pages.
bool is_macro(std::string_view word) {
    static constexpr std::array macros = {".It", ".Cm", ".Fl", "Cm", "Fl", "Ar", "Ev", "Op",
                                          "Oo",  "Oc",  "Ns",  "Pa", "Li", "Ic", "Xr"};
    return std::ranges::find(macros, word) != macros.end();
}

std::string without_escapes(std::string text) {
    static const std::array<std::pair<const char*, const char*>, 4> escapes = {
        {{R"(\\\(aq)", "'"}, {R"(\\\(dq)", "\""}, {R"(\\-)", "-"}, {R"(\\&)", ""}}};
    for (const auto& [escape, meaning] : escapes)
        text = std::regex_replace(text, std::regex(escape), meaning);
    return std::regex_replace(text, std::regex(R"(\\e)"), "\\");
}

} // namespace

std::string source_text(const std::string& file) {
    return read_file(std::filesystem::path(PGSLATE_SOURCE_DIR) / file, ExitStatus::failed);
}

Words matches(const std::string& text, const std::string& expression) {
    Words found;
    const std::regex regex(expression);
    for (auto at = std::sregex_iterator(text.begin(), text.end(), regex);
         at != std::sregex_iterator(); ++at)
        found.insert((*at)[1].str());
    return found;
}

std::vector<std::string> arguments(const std::string& line, std::string_view macro) {
    std::vector<std::string> found;
    std::istringstream words(line);
    std::string current;
    for (std::string word; words >> word;) {
        if (is_macro(word))
            current = word.starts_with('.') ? word.substr(1) : word;
        else if (current == macro && word != "," && word != ".")
            found.push_back(word);
    }
    return found;
}

ManualPage::ManualPage(const std::string& name) : lines_(split_lines(source_text("man/" + name))) {}

std::vector<std::string> ManualPage::section(const std::string& heading) const {
    const auto is_heading = [&](const std::string& line) {
        return line == ".Sh " + heading || line == ".Ss " + heading;
    };
    const auto begin = std::ranges::find_if(lines_, is_heading);
    if (begin == lines_.end()) return {};
    const bool sub = begin->starts_with(".Ss");
    const auto end = std::find_if(begin + 1, lines_.end(), [&](const std::string& line) {
        return line.starts_with(".Sh") || (sub && line.starts_with(".Ss"));
    });
    return {begin + 1, end};
}

Words ManualPage::subsections(const std::string& heading) const {
    Words found;
    for (const auto& line : section(heading))
        if (line.starts_with(".Ss ")) found.insert(line.substr(4));
    return found;
}

std::vector<std::string> ManualPage::items(const std::string& heading) const {
    auto lines = section(heading);
    std::erase_if(lines, [](const std::string& line) { return !line.starts_with(".It"); });
    return lines;
}

Words ManualPage::item_words(const std::string& heading, std::string_view macro) const {
    Words words;
    for (const auto& line : items(heading))
        for (auto& word : arguments(line, macro)) words.insert(std::move(word));
    return words;
}

std::vector<std::string> ManualPage::displays() const {
    std::vector<std::string> found;
    bool inside = false;
    for (const auto& line : lines_) {
        if (line.starts_with(".Bd -literal")) found.emplace_back();
        inside = line.starts_with(".Bd -literal") || (inside && line != ".Ed");
        if (inside && !line.starts_with(".Bd")) found.back() += without_escapes(line) + '\n';
    }
    return found;
}

std::vector<Block> fenced_blocks(const std::string& markdown) {
    std::vector<Block> blocks;
    bool inside = false;
    for (const auto& line : split_lines(markdown)) {
        if (!line.starts_with("```")) {
            if (inside) blocks.back().text += line + '\n';
            continue;
        }
        inside = !inside;
        if (inside) blocks.push_back({.language = line.substr(3), .text = {}});
    }
    return blocks;
}

} // namespace pgslate::testing
