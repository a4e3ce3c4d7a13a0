// Whose privileges a statement is about, as far as its tokens tell.
#pragma once

#include "catalog/identity.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// The default privileges that ALTER DEFAULT PRIVILEGES is about; the privileges on schemas that
/// GRANT and REVOKE are about, and the schema's owner, of ALTER SCHEMA. Empty for other statements.
/// `user` is the role that runs it.
std::vector<catalog::Identity> said_privileges(std::string_view sql, const std::string& user);

} // namespace pgslate::models
