#include "desired/canonical.hpp"

#include "catalog/index.hpp"

namespace pgslate::desired {
namespace {

constexpr Cache::Sort catalogs{.ending = ".catalog", .most = 32};

} // namespace

Cache::Key key_of(const models::Sources& sources, const Fingerprint& fingerprint) {
    Cache::Key key(fingerprint.details.begin(), fingerprint.details.end());
    for (const auto& file : sources.files) {
        key.push_back(file.path.string());
        key.emplace_back(file.text);
    }
    return key;
}

std::optional<CachedCatalog> find_kept(const Request& request, const Fingerprint& fingerprint,
                                       const Cache::Key& key) {
    if (request.fresh || fingerprint.details.empty()) return std::nullopt;
    const auto bytes = Cache(request.environment, catalogs).find(key);
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

// What its template held is not among what the fingerprint tells.
void keep(const Request& request, const Fingerprint& fingerprint, const Scratch& scratch,
          const Cache::Key& key, const CachedCatalog& made) {
    if (scratch.is_neutral() && !fingerprint.details.empty())
        Cache(request.environment, catalogs).store(key, to_bytes(made));
}

std::optional<CachedCatalog> kept_canonical(const Request& request, const models::Sources& sources,
                                            const Fingerprint& fingerprint) {
    if (!sources.problems.empty()) return std::nullopt;
    return find_kept(request, fingerprint, key_of(sources, fingerprint));
}

bool has_kept_canonical(const Request& request, const models::Sources& sources,
                        const Fingerprint& fingerprint) {
    if (request.fresh || fingerprint.details.empty()) return false;
    return Cache(request.environment, catalogs).has(key_of(sources, fingerprint));
}

std::unique_ptr<Scratch> try_models(const Request& request, const Workplace& place,
                                    const models::Models& models) {
    auto scratch = std::make_unique<Scratch>(request, place, "status");
    scratch->build(models.catalog);
    return scratch;
}

CachedCatalog make_canonical(const Request& request, Scratch& scratch, const models::Models& models,
                             const Fingerprint& fingerprint) {
    CachedCatalog made{.catalog = scratch.read(),
                       .objects = catalog::count_declared(models.catalog),
                       .warned = !models.warnings.empty()};
    keep(request, fingerprint, scratch, key_of(models.sources, fingerprint), made);
    return made;
}

} // namespace pgslate::desired
