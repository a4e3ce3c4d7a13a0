// What a shell offers whoever is typing a command line.
#pragma once

#include "cli/typed.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

struct Offered {
    std::string_view kind = "words"; ///< or `files` or `folders`, which the shell knows itself
    std::vector<Candidate> candidates;
    std::string beginning; ///< of the last word, before what is offered: `--profile=`
};

/// `words` as for typed(). What can't be found out is left out.
Offered offered_for(const std::vector<std::string>& words);

} // namespace pgslate::cli
