#pragma once

#include <string>

namespace pgslate::config {

/// Each takes disk, and a session while it is made.
constexpr int most_spares = 16;

/// How the database is made when it is not there yet; empty: as the server does.
struct NewDatabase {
    std::string owner;
    std::string template_name;
    std::string encoding;
    std::string locale;
};

} // namespace pgslate::config
