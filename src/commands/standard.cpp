#include "commands/standard.hpp"

#include "catalog/index.hpp"
#include "live/read.hpp"
#include "live/surroundings.hpp"

namespace pgslate::commands {
namespace {

catalog::Catalog read_other(const config::Target& target, const Context& context) {
    const database::Server server(target, context.environment, context.interruption);
    auto session = server.connect("status");
    auto catalog = live::read(session, live::Dependencies::none).catalog;
    forget_own(catalog, session.server().user);
    return catalog;
}

} // namespace

Standard::Standard(const Context& context, const database::Server& server,
                   const models::Sources& sources, ModelsSource models)
    : context_(context), server_(server), sources_(sources), models_(std::move(models)) {
    if (context.like)
        other_ = std::async(std::launch::async,
                            [&context] { return read_other(*context.like, context); });
}

void Standard::prepare(postgres::Session& session) {
    if (context_.like || made_ || found_.valid()) return;
    surroundings_ = {.major = session.server().major(), .details = live::surroundings_of(session)};
    found_ = std::async(std::launch::async, [this] {
        auto kept = kept_canonical(context_, sources_, surroundings_);
        if (!kept) models_();
        return kept;
    });
}

const catalog::Catalog& Standard::catalog() {
    if (made_) return made_->catalog;
    made_ = context_.like ? live::Kept{.catalog = other_.get()} : found_.get();
    if (!made_) made_ = make_canonical(context_, server_, models_(), surroundings_);
    return made_->catalog;
}

// Models have been reloaded already.
Reprints Standard::reprints_of(const std::vector<plan::Difference>& differences) const {
    if (!context_.like)
        return {.live = reload_once(context_, server_, surroundings_, differences),
                .declared = std::nullopt};
    const database::Server other(*context_.like, context_.environment, context_.interruption);
    return {.live = reload(context_, server_), .declared = reload(context_, other)};
}

std::vector<plan::Difference> Standard::differences(const catalog::Catalog& live) {
    const auto scope = context_.like ? plan::Scope::everything : plan::Scope::mentioned;
    auto result = plan::differences(catalog(), live, scope);
    if (!may_be_reprints(result)) return result;
    forget_reprints(result, reprints_of(result));
    return result;
}

std::map<catalog::Identity, Place>
Standard::places_of(const std::vector<plan::Difference>& differences) const {
    std::map<catalog::Identity, Place> places;
    for (const auto& difference : differences)
        if (const auto* fact = models_().catalog.find(difference.id))
            places.emplace(fact->id, fact->place);
    return places;
}

std::size_t Standard::objects() const {
    return made_ ? made_->objects : catalog::count_declared(models_().catalog);
}

std::vector<Problem> Standard::warnings() const {
    return made_ && !made_->warned ? std::vector<Problem>() : models_().warnings;
}

} // namespace pgslate::commands
