#pragma once

#include <string>
#include <vector>

namespace pgslate::testing {

/// The statements that make a schema of random shape: the same ones for the same seed. They run in
/// their order in an empty database, PostgreSQL 13 to 18, as a superuser.
std::vector<std::string> random_schema(unsigned seed);

} // namespace pgslate::testing
