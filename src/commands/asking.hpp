// A question about values that are there: nothing is left of it, whatever comes of it.
#pragma once

#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

struct Answer {
    std::optional<plan::Found> found; ///< if it was answered: a number and a text
    std::string sqlstate;             ///< if not
    std::string words;
};

/// Asks within the session's open transaction, under these SET statements. All rows are seen, or
/// none. `doing` is what for. Throws Error where nothing can be asked any more.
Answer asked(postgres::Session& session, const sql::Text& question,
             const std::vector<std::string>& settings, std::string_view doing);

} // namespace pgslate::commands
