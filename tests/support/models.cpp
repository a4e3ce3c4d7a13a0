#include "support/models.hpp"

#include "base/format.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace pgslate::testing {
namespace {

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    return line;
}

// The files' names are shown without the folder that they were written to.
std::string without(const std::string& folder, std::string text) {
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
        text.erase(at, folder.size());
    return text;
}

Error without_folder(const Error& error, const std::string& folder) {
    auto all = error.problems();
    for (auto& problem : all) {
        problem.message = without(folder, problem.message);
        problem.place.file = without(folder, problem.place.file);
        for (auto& hint : problem.hints) hint = without(folder, hint);
    }
    return {error.status(), std::move(all)};
}

std::optional<Error> failure(const Files& files) {
    try {
        load(files);
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    }
}

} // namespace

models::Models load(const Files& files) {
    const TemporaryFolder folder;
    for (const auto& [name, text] : files) folder.write(name, text);
    try {
        return models::load(models::find({folder.path()}, Trust::of_user()));
    } catch (const Error& error) {
        throw without_folder(error, folder.path().string() + "/");
    }
}

Lines statements_of(const plan::Plan& plan) {
    Lines lines;
    for (const auto& step : plan.steps) lines.push_back(on_one_line(step.sql.sql()));
    return lines;
}

Lines statements(const Files& files) {
    return statements_of(plan::plan_creation(load(files).catalog));
}

Error error_of(const Files& files) {
    auto error = failure(files);
    if (!error) throw std::runtime_error("the models are right");
    return *error;
}

Lines problems(const Files& files) {
    Lines lines;
    if (const auto error = failure(files))
        for (const auto& problem : error->problems())
            lines.push_back(format("{}: {}", to_string(problem.place), problem.message));
    return lines;
}

std::size_t line_with(const Lines& lines, const std::string& part) {
    const auto found = std::ranges::find_if(
        lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
    return static_cast<std::size_t>(found - lines.begin());
}

} // namespace pgslate::testing
