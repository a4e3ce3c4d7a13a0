#include "base/error.hpp"

#include <utility>

namespace pgslate {

Error::Error(ExitStatus status, Problem problem)
    : Error(status, std::vector<Problem>{std::move(problem)}) {}

Error::Error(ExitStatus status, std::vector<Problem> problems)
    : status_(status), problems_(std::move(problems)) {}

Error::Error(ExitStatus status, std::string message, std::vector<std::string> hints)
    : Error(status, advised(std::move(message), std::move(hints))) {}

Problem advised(std::string message, std::vector<std::string> hints) {
    return {.message = std::move(message), .hints = std::move(hints)};
}

} // namespace pgslate
