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
    if (!made_) made_ = make_canonical(request_, server_, models_(), fingerprint_);
    return made_->catalog;
}

// Models have been reloaded already.
Reprints DesiredState::reprints_of(const std::vector<plan::Difference>& differences) const {
    if (!request_.like)
        return {.live = reload_once(request_, server_, fingerprint_, differences),
                .declared = std::nullopt};
    const database::Server other(*request_.like, request_.environment, request_.interruption);
    return {.live = reload(request_, server_), .declared = reload(request_, other)};
}

std::vector<plan::Difference> DesiredState::differences(const catalog::Catalog& live) {
    const auto scope = request_.like ? plan::Scope::everything : plan::Scope::mentioned;
    auto result = plan::differences(catalog(), live, scope);
    if (!may_be_reprints(result)) return result;
    forget_reprints(result, reprints_of(result));
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
