// What a database has for all that is in it, made by whoever runs it rather than by models.
#pragma once

#include "catalog/catalog.hpp"
#include "postgres/session.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::live {

/// Something that lives in none of the schemas: an event trigger, a publication, an extension.
struct Unhoused {
    catalog::Identity id;
    bool may_make = false; ///< may the session's role make such a one?
};

struct DatabaseWide {
    /// The default privileges; owner, privileges and comment of the schema `public` where they are
    /// not those that it comes with.
    catalog::Catalog rules;
    std::vector<Unhoused> unhoused;
    std::set<std::string> schemas; ///< that are there
};

/// Reads that of the session's database, as it is at one moment. One round trip. Throws Error.
DatabaseWide read_database_wide(postgres::Session& session);

} // namespace pgslate::live
