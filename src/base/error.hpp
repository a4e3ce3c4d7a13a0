// The one error type. It carries properties; `report` alone shapes them for people.
#pragma once

#include "base/exit_status.hpp"
#include "base/place.hpp"

#include <exception>
#include <string>
#include <vector>

namespace pgslate {

/// One thing that is wrong.
struct Problem {
    std::string message;   ///< lower case, no full stop: what was being done, what went wrong
    Place place;           ///< where it comes from, if a file says so
    std::string excerpt;   ///< the line at `place`, or empty
    std::string sqlstate;  ///< PostgreSQL's five characters, or empty
    std::string statement; ///< the statement that failed, or empty
    std::vector<std::string> notes; ///< PostgreSQL's own detail, hint and context
    std::vector<std::string> hints; ///< whole sentences: what to do next
};

/// A message and what to do next, and nothing else to say.
Problem advised(std::string message, std::vector<std::string> hints);

/// One or more problems that end a command, with the exit status they end it with.
class Error : public std::exception {
  public:
    Error(ExitStatus status, Problem problem);
    /// All problems of one set, reported together; there is at least one.
    Error(ExitStatus status, std::vector<Problem> problems);
    /// A message and what to do next, for problems that no file is to blame for.
    Error(ExitStatus status, std::string message, std::vector<std::string> hints = {});

    ExitStatus status() const { return status_; }
    const std::vector<Problem>& problems() const { return problems_; }
    /// The first problem's message.
    const char* what() const noexcept override { return problems_.front().message.c_str(); }

  private:
    ExitStatus status_;
    std::vector<Problem> problems_;
};

} // namespace pgslate
