// What stands in a dump in the place of a secret.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::sql {

inline constexpr std::string_view secret_placeholder = "********";

/// An option as OPTIONS (...) holds it, `password 'x'`, with the placeholder for its value if its
/// name is one for secrets, and otherwise for passwords within the value.
std::string option_with_placeholders(std::string_view option);

/// A connection string, or a text in which one may stand, with the placeholder for each password.
std::string connection_with_placeholders(std::string_view connection);

/// Where placeholders begin in a statement that makes or alters a role, a server, a user mapping, a
/// foreign table or a subscription.
std::vector<std::size_t> placeholders_in(std::string_view statement);

} // namespace pgslate::sql
