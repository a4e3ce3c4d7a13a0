// Models as PostgreSQL prints them.
#pragma once

#include "catalog/catalog.hpp"
#include "database/server.hpp"
#include "desired/cache.hpp"
#include "desired/fingerprint.hpp"
#include "desired/request.hpp"
#include "desired/scratch.hpp"
#include "models/models.hpp"

#include <optional>
#include <string>

namespace pgslate::desired {

/// Takes out the owners that are `user`: what somebody builds belongs to him.
void forget_own(catalog::Catalog& catalog, const std::string& user);

/// Where it is kept what scratch databases were made for.
Cache cache_of(const Request& request);

/// Everything that it depends on what is read in the scratch database of models.
Cache::Key key_of(const Request& request, const models::Sources& sources,
                  const Fingerprint& fingerprint);

/// What the models declare, as it was read back the last time; nothing if anything has changed that
/// it depends on.
std::optional<CachedCatalog> kept_canonical(const Request& request, const models::Sources& sources,
                                            const Fingerprint& fingerprint);

/// The models in a scratch database. Throws Error.
ScratchBuild try_models(const Request& request, const database::Server& server,
                        const models::Models& models, const Fingerprint& fingerprint);

/// What they declare, read back from there, and kept for the next time. An owner stands in it only
/// where the models name one. Throws Error.
CachedCatalog make_canonical(const Request& request, postgres::Session& scratch,
                             const models::Models& models, const Fingerprint& fingerprint);

} // namespace pgslate::desired
