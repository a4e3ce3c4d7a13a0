#pragma once

#include "config/foreign_parameters.hpp"
#include "config/keywords.hpp"
#include "config/secret.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::config {

/// What an address says. Several hosts stand with commas between them, as libpq takes them, with
/// exactly one port each.
struct Address {
    std::string host; ///< names, addresses, socket folders; empty: libpq's own socket folder
    std::string port = "5432";
    std::optional<std::string> user;
    std::optional<Secret> password;
    std::optional<std::string> database;
    Keywords keywords;                     ///< what else the query of a URL says
    std::vector<ForeignParameter> foreign; ///< what it says to others
};

} // namespace pgslate::config
