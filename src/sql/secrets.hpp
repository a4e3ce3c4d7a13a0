// Keeping passwords and other secrets out of what is shown of SQL, by its tokens: wherever a
// statement or a line of a model is shown, it has gone through here.
#pragma once

#include <string>
#include <string_view>

namespace pgslate::sql {

/// `sql` with an asterisk for every byte of a secret, in as many lines, each as long as before.
/// Secrets are
/// - the strings of CREATE and ALTER of roles and user mappings, but for a few that are known to be
///   harmless, and what stands behind PASSWORD without quotes;
/// - the values of options, and of keywords in the connection string of a subscription, that are
/// not
///   known to be harmless;
/// - everywhere else what is given to a name for a secret, and what stands before the @ of a URL.
///
/// They are found behind comments and line ends, in every kind of string and in strings within
/// strings, such as the body of a function; also where something is wrong with the SQL. Rather too
/// much is left out than too little.
std::string without_secrets(std::string_view sql);

/// The same for a connection string of libpq's.
std::string connection_without_secrets(std::string_view connection);

/// The same for a whole script, in which data of COPY may stand.
std::string script_without_secrets(std::string_view script);

/// The same for a TOML model.
std::string toml_without_secrets(std::string_view toml);

/// `text` without what are secrets in `sql`, and cannot be read in there beside them.
std::string without_secrets_of(std::string_view sql, std::string text);

/// What a server says about `sql`, without what are secrets in there, or look like some themselves.
std::string said_without_secrets(std::string_view said, std::string_view sql);

} // namespace pgslate::sql
