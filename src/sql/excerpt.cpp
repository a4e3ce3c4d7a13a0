#include "sql/excerpt.hpp"

#include "base/excerpt.hpp"
#include "base/files.hpp"
#include "sql/secrets.hpp"

#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

namespace pgslate::sql {
namespace {

// Empty if the file is gone meanwhile, or was a pipe, which is read only once; its name and line
// still say where.
std::string text_of(const std::string& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) return {};
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
