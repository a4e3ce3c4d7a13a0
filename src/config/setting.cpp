#include "config/setting.hpp"

#include "base/format.hpp"

#include <utility>

namespace pgslate::config {

std::string to_string(const Origin& origin) {
    if (!origin.place.known()) return origin.name;
    return pgslate::to_string(Place{.file = origin.place.file, .line = origin.place.line});
}

Problem problem_at(const Origin& origin, std::string message, std::vector<std::string> hints) {
    Problem problem;
    problem.message = std::move(message);
    problem.place = origin.place;
    problem.hints = std::move(hints);
    return problem;
}

ExitStatus status_for(const Origin& origin) {
    return origin.name.starts_with("--") ? ExitStatus::usage : ExitStatus::bad_configuration;
}

void refuse(const Origin& origin, std::string_view message, std::string_view hint) {
    std::vector<std::string> hints;
    if (!hint.empty()) hints.emplace_back(hint);
    throw Error(status_for(origin),
                problem_at(origin, format("{}: {}", origin.name, message), std::move(hints)));
}

void throw_if_any(std::vector<Problem> problems) {
    if (!problems.empty()) throw Error(ExitStatus::bad_configuration, std::move(problems));
}

} // namespace pgslate::config
