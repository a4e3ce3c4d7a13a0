// Telling how the statements of a plan get on.
#pragma once

#include "postgres/session.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

namespace pgslate::apply {

/// Runs statements in as few messages as can be where nobody looks, and says how far they are where
/// somebody does: what the session's Progress wants to know decides.
class Following {
  public:
    /// Is this one of the statements that people mean, and no SAVEPOINT around it? By its number
    /// in the message.
    using Counts = std::function<bool(std::size_t statement)>;

    /// `what` is being done, in so many steps.
    Following(postgres::Session& session, std::string_view what, std::size_t steps);

    /// Runs them as Session::run does. They begin with step number `from`.
    postgres::BatchResult run(std::span<const postgres::Statement> statements, std::size_t from,
                              const Counts& counts);

  private:
    postgres::Session& session_;
    Progress* progress_; ///< nullptr: nobody follows
    Progress::Task task_;
};

} // namespace pgslate::apply
