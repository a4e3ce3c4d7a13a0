#pragma once

#include "base/error.hpp"

#include <utility>

namespace pgslate::postgres {

/// The session ended while it was in use: the server stopped, or somebody ended it.
class ConnectionLost : public Error {
  public:
    explicit ConnectionLost(Problem problem) : Error(ExitStatus::failed, std::move(problem)) {}
};

} // namespace pgslate::postgres
