#include "desired/canonical.hpp"

#include "catalog/index.hpp"

namespace pgslate::desired {
namespace {

// XDG Base Directory Specification: a path that is not absolute is to be ignored.
std::filesystem::path cache_folder(const config::Environment& environment) {
    const std::filesystem::path cache = environment.get("XDG_CACHE_HOME").value_or("");
    if (cache.is_absolute()) return cache / "pgslate";
    const std::filesystem::path home = environment.get("HOME").value_or("");
    return home.is_absolute() ? home / ".cache" / "pgslate" : std::filesystem::path();
}

} // namespace

Cache::Key key_of(const models::Sources& sources, const Fingerprint& fingerprint) {
    Cache::Key key = fingerprint.details;
    for (const auto& file : sources.files) {
        key.push_back(file.path.string());
        key.push_back(file.text);
    }
    return key;
}

std::optional<CachedCatalog> find_kept(const Request& request, const Fingerprint& fingerprint,
                                       const Cache::Key& key) {
    if (fingerprint.details.empty()) return std::nullopt;
    return Cache(cache_folder(request.environment)).find(key);
}

// What its template held is not among what the fingerprint tells.
void keep(const Request& request, const Fingerprint& fingerprint, const Scratch& scratch,
          const Cache::Key& key, const CachedCatalog& made) {
    if (scratch.is_neutral() && !fingerprint.details.empty())
        Cache(cache_folder(request.environment)).store(key, made);
}

std::optional<CachedCatalog> kept_canonical(const Request& request, const models::Sources& sources,
                                            const Fingerprint& fingerprint) {
    if (!sources.problems.empty()) return std::nullopt;
    return find_kept(request, fingerprint, key_of(sources, fingerprint));
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
