// Expressions and queries that PostgreSQL prints otherwise once it has read its own text, as
// `x between 1 and 3 and y > 2` or `x in ('a', 'b')` of a varchar: not what anybody has changed.
#pragma once

#include "catalog/catalog.hpp"
#include "desired/rereading.hpp"
#include "plan/carrier.hpp"
#include "plan/difference.hpp"
#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::desired {

/// An attribute that may only be printed otherwise, and what carries it as it is declared and as it
/// is live.
struct Suspect {
    catalog::Identity id;
    std::string attribute;
    catalog::Value value; ///< the live one
    plan::Carrier declared;
    plan::Carrier live;
};

/// What of the differences is of that sort, as far as their kinds tell.
std::vector<Suspect> suspects(const std::vector<plan::Difference>& differences,
                              const catalog::Catalog& declared);

/// Those of the suspects that are only printed otherwise, as facts that have nothing but them.
/// `scratch` is a session with a database in which there is what is declared, or at least what
/// carries the suspects. Throws Error when the session ends.
catalog::Catalog reprinted(const std::vector<Suspect>& suspects, postgres::Session& scratch,
                           Transaction transaction);

/// The same where the declared state is another database's, of which nothing is built: in an empty
/// database, where columns of the server's own types stand in for the tables of `declared`.
catalog::Catalog reprinted_among_columns(const std::vector<Suspect>& suspects,
                                         const catalog::Catalog& declared,
                                         postgres::Session& scratch);

/// Takes out what is only printed otherwise.
void forget_reprinted(std::vector<plan::Difference>& differences,
                      const catalog::Catalog& reprinted);

} // namespace pgslate::desired
