#include "commands/standard.hpp"

#include "commands/canonical.hpp"
#include "commands/presence.hpp"
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
    surroundings_ = live::surroundings_of(session);
    found_ = std::async(std::launch::async, [this] {
        auto kept = kept_canonical(context_, sources_, surroundings_);
        if (!kept) models_();
        return kept;
    });
}

const catalog::Catalog& Standard::catalog(postgres::Session& session) {
    prepare(session);
    if (made_) return made_->catalog;
    made_ = context_.like ? live::Kept{.catalog = other_.get()} : found_.get();
    if (!made_)
        made_ = make_canonical(context_, server_, models_(), surroundings_, session.server().user);
    return made_->catalog;
}

std::size_t Standard::objects() const {
    return made_ ? made_->objects : declared_objects(models_().catalog).size();
}

std::vector<Problem> Standard::warnings() const {
    return made_ && !made_->warned ? std::vector<Problem>() : models_().warnings;
}

plan::Scope Standard::scope() const {
    return context_.like ? plan::Scope::everything : plan::Scope::mentioned;
}

} // namespace pgslate::commands
