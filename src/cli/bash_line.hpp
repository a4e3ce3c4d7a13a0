// A command line of bash up to the cursor, as bash tells of it to whoever completes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

struct BashLine {
    std::vector<std::string> words; ///< without their quotes; the last is being typed
    bool redirects = false;         ///< to or from a file, whose name is being typed
    char quote = '\0';              ///< the one that is open in the last word, if one is
    std::size_t kept = 0;           ///< how much of the last word stays as it is typed
};

/// Cuts a line into words. Nothing in it is expanded or run. `breaks` are the characters behind
/// which readline takes the rest of a word for a word of its own: COMP_WORDBREAKS.
BashLine bash_line(std::string_view line, std::string_view breaks);

/// `text` as it goes into a line behind that quote, or behind none, so that bash reads it as
/// itself. Nothing if it can't be typed there.
std::optional<std::string> bash_quoted(std::string_view text, char quote);

} // namespace pgslate::cli
