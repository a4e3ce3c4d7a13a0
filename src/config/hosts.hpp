#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

/// Several hosts as libpq takes them: both lists have commas between their entries, and exactly
/// as many entries.
struct HostList {
    std::string host;
    std::string port;
    std::string complaint; ///< what is wrong, if something is; never shows the text
    std::string hint;      ///< what to do about it, or empty
};

/// Reads `host:port,host:port`, each port 5432 if it is left out; hosts may be empty or [IPv6].
HostList parse_hosts(std::string_view text);

/// As many ports as there are hosts, from a list that has one for all or one for each; "5432" in
/// place of empty ones.
HostList match_ports(std::string_view hosts, std::string_view ports);

/// The pieces between the separators; one empty piece for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace pgslate::config
