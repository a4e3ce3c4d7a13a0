#pragma once

#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::live {

/// What decides, besides the models, what a database built from them looks like: the server and its
/// version, the role and its settings, what new databases are made of, which extensions there are.
std::vector<std::string> surroundings_of(postgres::Session& session);

} // namespace pgslate::live
