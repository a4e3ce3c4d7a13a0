#include "commands/standard.hpp"

#include "commands/canonical.hpp"
#include "live/read.hpp"
#include "live/surroundings.hpp"

namespace pgslate::commands {
namespace {

catalog::Catalog read_other(const config::Target& target, const Context& context) {
    const database::Server server(target, context.environment, context.interruption);
    auto session = server.connect("status");
    auto catalog = live::read(session, live::Dependencies::none, [&] {
                       return server.try_open("status");
                   }).catalog;
    forget_own(catalog, session.server().user);
    return catalog;
}

} // namespace

Standard::Standard(const Context& context, const database::Server& server, ModelsSource models)
    : context_(context), server_(server), models_(std::move(models)) {
    if (context.like)
        other_ = std::async(std::launch::async,
                            [&context] { return read_other(*context.like, context); });
}

void Standard::prepare(postgres::Session& session) {
    if (context_.like || catalog_ || kept_.valid()) return;
    surroundings_ = live::surroundings_of(session);
    kept_ = std::async(std::launch::async,
                       [this] { return kept_canonical(context_, models_(), surroundings_); });
}

const catalog::Catalog& Standard::catalog(postgres::Session& session) {
    prepare(session);
    if (catalog_) return *catalog_;
    catalog_ = context_.like ? other_.get() : kept_.get();
    if (!catalog_)
        catalog_ =
            make_canonical(context_, server_, models_(), surroundings_, session.server().user);
    return *catalog_;
}

plan::Scope Standard::scope() const {
    return context_.like ? plan::Scope::everything : plan::Scope::mentioned;
}

} // namespace pgslate::commands
