#include "base/excerpt.hpp"

#include "base/files.hpp"

#include <map>
#include <utility>

namespace pgslate {

std::string line_of(std::string_view text, int line) {
    if (line < 1) return {};
    for (; line > 1; --line) {
        const auto newline = text.find('\n');
        if (newline == std::string_view::npos) return {};
        text.remove_prefix(newline + 1);
    }
    auto found = text.substr(0, text.find('\n'));
    if (found.ends_with('\r')) found.remove_suffix(1);
    return std::string(found);
}

namespace {

// Empty if the file is gone meanwhile; its name and line still say where.
std::string text_of(const std::string& file) {
    try {
        return read_file(file, ExitStatus::failed);
    } catch (const Error&) {
        return {};
    }
}

} // namespace

void add_excerpts(std::vector<Problem>& problems) {
    std::map<std::string, std::string> texts; // a file may have a thousand problems
    for (auto& problem : problems) {
        const auto& [file, line, column] = problem.place;
        if (!problem.excerpt.empty() || line == 0) continue;
        auto found = texts.find(file);
        if (found == texts.end()) found = texts.emplace(file, text_of(file)).first;
        problem.excerpt = line_of(found->second, line);
    }
}

Error with_excerpts(const Error& error) {
    auto problems = error.problems();
    add_excerpts(problems);
    return Error(error.status(), std::move(problems));
}

Error with_hint(const Error& error, std::string hint) {
    auto problems = error.problems();
    problems.back().hints.push_back(std::move(hint));
    return Error(error.status(), std::move(problems));
}

} // namespace pgslate
