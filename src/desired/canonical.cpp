#include "desired/canonical.hpp"

#include "base/format.hpp"
#include "base/version.hpp"
#include "catalog/index.hpp"
#include "live/questions.hpp"
#include "live/read.hpp"

namespace pgslate::desired {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;
using postgres::Session;

// XDG Base Directory Specification: a path that is not absolute is to be ignored.
std::filesystem::path cache_folder(const config::Environment& environment) {
    const std::filesystem::path cache = environment.get("XDG_CACHE_HOME").value_or("");
    if (cache.is_absolute()) return cache / "pgslate";
    const std::filesystem::path home = environment.get("HOME").value_or("");
    return home.is_absolute() ? home / ".cache" / "pgslate" : std::filesystem::path();
}

// Another major version prints otherwise.
void require_major(const Session& scratch, int major) {
    if (scratch.server().major() == major) return;
    throw Error(ExitStatus::bad_configuration,
                format("the server for scratch databases is PostgreSQL {}, that of the database {}",
                       scratch.server().major(), major),
                {"Models are compared as PostgreSQL prints them: both must have one major "
                 "version. See `--scratch` and `scratch` in the profile."});
}

} // namespace

void forget_own(Catalog& catalog, const std::string& user) {
    std::erase_if(catalog.facts, [&](const auto& entry) {
        const auto& id = entry.first;
        return id.kind == Kind::owner && entry.second.text("role") == user
               && !comes_with_a_database(subject_of(id));
    });
}

Cache cache_of(const Request& request) {
    return Cache(cache_folder(request.environment));
}

Cache::Key key_of(const Request& request, const models::Sources& sources,
                  const Fingerprint& fingerprint) {
    Cache::Key key = {std::string(version)};
    for (const auto& question : live::object_questions()) key.emplace_back(question.sql);
    key.insert(key.end(), fingerprint.details.begin(), fingerprint.details.end());
    if (request.scratch)
        for (const auto& [keyword, value] : request.scratch->keywords) {
            key.push_back(keyword);
            key.push_back(value);
        }
    for (const auto& [path, text] : sources.files) {
        key.push_back(path.string());
        key.push_back(text);
    }
    return key;
}

std::optional<CachedCatalog> kept_canonical(const Request& request, const models::Sources& sources,
                                            const Fingerprint& fingerprint) {
    if (!sources.problems.empty()) return std::nullopt;
    return cache_of(request).find(key_of(request, sources, fingerprint));
}

ScratchBuild try_models(const Request& request, const database::Server& server,
                        const models::Models& models, const Fingerprint& fingerprint) {
    ScratchBuild scratch(request, server, plan::plan_creation(models.catalog), "status");
    require_major(scratch.session(), fingerprint.major);
    return scratch;
}

CachedCatalog make_canonical(const Request& request, Session& scratch, const models::Models& models,
                             const Fingerprint& fingerprint) {
    CachedCatalog made{.catalog = {},
                       .objects = catalog::count_declared(models.catalog),
                       .warned = !models.warnings.empty()};
    made.catalog = live::read(scratch, live::Dependencies::none).catalog;
    forget_own(made.catalog, scratch.server().user);
    cache_of(request).store(key_of(request, models.sources, fingerprint), made);
    return made;
}

} // namespace pgslate::desired
