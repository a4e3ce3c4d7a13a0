#pragma once

#include "base/exit_status.hpp"

#include <string>
#include <vector>

namespace pgslate::cli {

/// The first argument of a program that is asked by a shell what can be typed.
inline constexpr const char* completion_question = "__complete";

/// Answers the question of a shell's script (completion.bash and its neighbours), on standard
/// output: `words`, `files` or `folders` in the first line; then what can be typed, one a line,
/// with a tab and a description behind it. The arguments are `words` and the words that were typed;
/// or `bash`, the line up to the cursor and COMP_WORDBREAKS: then what comes is quoted as bash
/// needs it, without descriptions.
///
/// What can't be found out is left out without a word. No program is run, no server is started and
/// nothing asked of a person; a server gets 0.3 s to answer, all in all.
ExitStatus complete(const std::vector<std::string>& arguments);

} // namespace pgslate::cli
