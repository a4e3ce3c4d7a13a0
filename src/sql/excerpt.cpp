#include "sql/excerpt.hpp"

#include "base/excerpt.hpp"
#include "base/files.hpp"
#include "sql/secrets.hpp"

#include <map>
#include <utility>

namespace pgslate::sql {
namespace {

// Empty if the file is gone meanwhile; its name and line still say where.
std::string text_of(const std::string& file) {
    try {
        return shown_model(read_file(file, ExitStatus::failed), file);
    } catch (const Error&) {
        return {};
    }
}

} // namespace

std::string shown_model(std::string_view text, const std::string& file) {
    return file.ends_with(".toml") ? toml_without_secrets(text) : script_without_secrets(text);
}

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

} // namespace pgslate::sql
