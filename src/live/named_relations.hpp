// Relations by their names, where the server knows them by numbers.
#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"
#include "sql/text.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::live {

/// The question for the numbers (pg_class.oid) of those of these relations that are there, of which
/// there has to be one.
sql::Text numbers_of_named(const std::vector<catalog::Identity>& relations);

/// The names of those of these relations that have statistics which only ANALYZE without columns
/// renews. Throws Error.
std::set<std::vector<std::string>> analyzed_whole(postgres::Session& session,
                                                  const std::vector<catalog::Identity>& relations);

} // namespace pgslate::live
