#include "desired/desired_state.hpp"

#include "catalog/index.hpp"
#include "live/read.hpp"

namespace pgslate::desired {
namespace {

catalog::Catalog read_other(const config::Target& target, const Request& request) {
    const database::Server server(target, request.environment, request.interruption);
    auto session = server.connect("status");
    auto catalog = live::read(session, live::Dependencies::none).catalog;
    forget_own(catalog, session.server().user);
    return catalog;
}

} // namespace

DesiredState::DesiredState(const Request& request, const database::Server& server,
                           const models::Sources& sources, ModelsSource models)
    : request_(request), server_(server), sources_(sources), models_(std::move(models)) {
    if (request_.like)
        other_ =
            std::async(std::launch::async, [this] { return read_other(*request_.like, request_); });
}

void DesiredState::prepare(postgres::Session& session) {
    if (request_.like || made_ || found_.valid()) return;
    fingerprint_ = fingerprint_of(session);
    found_ = std::async(std::launch::async, [this] {
        auto kept = kept_canonical(request_, sources_, fingerprint_);
        if (!kept) models_();
        return kept;
    });
}

const catalog::Catalog& DesiredState::catalog() {
    if (made_) return made_->catalog;
    made_ = request_.like ? CachedCatalog{.catalog = other_.get()} : found_.get();
    if (!made_) made_ = make_canonical(request_, scratch(), models_(), fingerprint_);
    return made_->catalog;
}

postgres::Session& DesiredState::scratch() {
    if (!scratch_) scratch_ = try_models(request_, server_, models_(), fingerprint_);
    return scratch_->session();
}

catalog::Catalog DesiredState::reprinted_by_models(const std::vector<Suspect>& suspects) {
    auto key = key_of(request_, sources_, fingerprint_);
    for (const auto& suspect : suspects)
        key.insert(key.end(),
                   {to_string(suspect.id), suspect.attribute, suspect.live.statement.sql()});
    if (auto kept = cache_of(request_).find(key)) return std::move(kept->catalog);
    CachedCatalog kept{.catalog = reprinted(suspects, scratch())};
    cache_of(request_).store(key, kept);
    return std::move(kept.catalog);
}

// Without the right to make a database, what differs is told as it is printed.
catalog::Catalog DesiredState::reprinted_by_others(const std::vector<Suspect>& suspects) const try {
    ScratchBuild scratch(request_, server_, {}, "status");
    return reprinted_among_columns(suspects, made_->catalog, scratch.session());
} catch (const Error& error) {
    if (error.status() != ExitStatus::refused) throw;
    return {};
}

std::vector<plan::Difference> DesiredState::differences(const catalog::Catalog& live) {
    const auto scope = request_.like ? plan::Scope::everything : plan::Scope::mentioned;
    auto result = plan::differences(catalog(), live, scope);
    if (const auto found = suspects(result, catalog()); !found.empty())
        forget_reprinted(result,
                         request_.like ? reprinted_by_others(found) : reprinted_by_models(found));
    scratch_.reset();
    return result;
}

std::map<catalog::Identity, Place>
DesiredState::places_of(const std::vector<plan::Difference>& differences) const {
    std::map<catalog::Identity, Place> places;
    for (const auto& difference : differences)
        if (const auto* fact = models_().catalog.find(difference.id))
            places.emplace(fact->id, fact->place);
    return places;
}

std::size_t DesiredState::objects() const {
    return made_ ? made_->objects : catalog::count_declared(models_().catalog);
}

std::vector<Problem> DesiredState::warnings() const {
    return made_ && !made_->warned ? std::vector<Problem>() : models_().warnings;
}

} // namespace pgslate::desired
