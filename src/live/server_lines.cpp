#include "live/server_lines.hpp"

#include <charconv>

namespace pgslate::live {
namespace {

// The number behind the last `mark` of a line; -1 if something else than another mark follows.
int number_behind(std::string_view line, std::string_view mark) {
    const auto at = line.rfind(mark);
    if (at == std::string_view::npos) return -1;
    const auto digits = line.substr(at + mark.size());
    int number = -1;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    const std::string_view rest(stop, static_cast<std::size_t>(end - stop));
    return error == std::errc() && (rest.empty() || rest.starts_with(" -- ")) ? number : -1;
}

bool is_for(std::string_view line, int major) {
    const auto from = number_behind(line, "-- from ");
    const auto before = number_behind(line, "-- before ");
    return major >= from && (before < 0 || major < before);
}

// Takes it off the text.
std::string_view take_line(std::string_view& text) {
    const auto length = text.find('\n');
    const auto line = text.substr(0, length);
    text.remove_prefix(length == std::string_view::npos ? text.size() : length + 1);
    return line;
}

} // namespace

std::string for_server(std::string_view question, int version) {
    constexpr int per_major = 10000;
    std::string lines;
    while (!question.empty()) {
        const auto line = take_line(question);
        if (is_for(line, version / per_major)) (lines += line) += '\n';
    }
    return lines;
}

std::string condition_of(std::string_view question) {
    constexpr std::string_view mark = "-- only if ";
    std::string condition;
    while (question.starts_with("--")) {
        const auto line = take_line(question);
        if (!line.starts_with(mark)) continue;
        if (!condition.empty()) condition += " OR ";
        condition += line.substr(mark.size());
    }
    return condition;
}

} // namespace pgslate::live
