#pragma once

#include "base/file_name.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pgslate {

/// Where something stands in a file the user wrote. Lines and columns count from 1, columns in
/// bytes; 0 means unknown.
struct Place {
    FileName file;
    int line = 0;
    int column = 0;

    bool known() const { return !file.empty(); }
    friend bool operator==(const Place&, const Place&) = default;
};

/// `file:line:column`, leaving out what is unknown.
std::string to_string(const Place& place);

/// The place that is `offset` bytes into `text`, when `text` itself begins at `start`.
Place advance(const Place& start, std::string_view text, std::size_t offset);

} // namespace pgslate
