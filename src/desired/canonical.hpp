// Models as PostgreSQL prints them.
#pragma once

#include "desired/cache.hpp"
#include "desired/cache_format.hpp"
#include "desired/fingerprint.hpp"
#include "desired/request.hpp"
#include "desired/scratch.hpp"
#include "models/models.hpp"

#include <memory>
#include <optional>

namespace pgslate::desired {

/// Everything that it depends on what is read in the scratch database of models.
Cache::Key key_of(const models::Sources& sources, const Fingerprint& fingerprint);

/// What was kept under a key; nothing where the fingerprint tells nothing.
std::optional<CachedCatalog> find_kept(const Request& request, const Fingerprint& fingerprint,
                                       const Cache::Key& key);
/// Keeps it, unless it depends on more than the key tells.
void keep(const Request& request, const Fingerprint& fingerprint, const Scratch& scratch,
          const Cache::Key& key, const CachedCatalog& made);

/// What the models declare, as it was read back the last time; nothing if anything has changed that
/// it depends on.
std::optional<CachedCatalog> kept_canonical(const Request& request, const models::Sources& sources,
                                            const Fingerprint& fingerprint);

/// Is there something of the kind, whatever it is worth? Quicker.
bool has_kept_canonical(const Request& request, const models::Sources& sources,
                        const Fingerprint& fingerprint);

/// The models in a scratch database. Throws Error.
std::unique_ptr<Scratch> try_models(const Request& request, const Workplace& place,
                                    const models::Models& models);

/// What they declare, read back from there, and kept for the next time. An owner stands in it only
/// where the models name one. Throws Error.
CachedCatalog make_canonical(const Request& request, Scratch& scratch, const models::Models& models,
                             const Fingerprint& fingerprint);

} // namespace pgslate::desired
