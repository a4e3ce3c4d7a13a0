// A target as text, for other programs that use libpq.
#pragma once

#include "config/keywords.hpp"

#include <string>

namespace pgslate::config {

/// The keywords whose values may be shown.
Keywords without_secrets(Keywords keywords);

/// `host='db' user='ada' dbname='shop'` (PostgreSQL manual, "Keyword/Value Connection Strings").
std::string connection_string(const Keywords& keywords, const std::string& database);

/// `postgresql://ada@db:5432/shop?sslmode=require` (RFC 3986; PostgreSQL manual, "Connection
/// URIs"). What is no host of the network, such as the folder of a socket, stands behind the `?`.
std::string connection_url(const Keywords& keywords, const std::string& database);

} // namespace pgslate::config
