// A value together with where it was said: every setting can be traced to a flag, a variable, a
// line of a file, or the default.
#pragma once

#include "base/error.hpp"
#include "base/place.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

struct Origin {
    std::string name; ///< "--url", "POSTGRES_URL", "url of profile 'ci'", "default"
    Place place;      ///< known if a file says it
};

template <class T>
struct Setting {
    T value{};
    Origin origin;
};

/// `file:line` if a file says it, otherwise the name.
std::string to_string(const Origin& origin);

/// A problem with what was said at `origin`.
Problem problem_at(const Origin& origin, std::string message, std::vector<std::string> hints = {});

/// `usage` for flags of the command line, `bad_configuration` for everything else.
ExitStatus status_for(const Origin& origin);

/// Throws an Error that says `origin: message`, with a hint unless that is empty.
[[noreturn]] void refuse(const Origin& origin, std::string_view message,
                         std::string_view hint = std::string_view());

/// Throws all problems as one Error with ExitStatus::bad_configuration, if there are any.
void throw_if_any(std::vector<Problem> problems);

} // namespace pgslate::config
