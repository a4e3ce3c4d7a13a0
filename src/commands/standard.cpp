#include "commands/standard.hpp"

#include "commands/canonical.hpp"
#include "live/read.hpp"

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
                   const models::Models& models)
    : context_(context), server_(server), models_(models) {
    if (context.like)
        other_ = std::async(std::launch::async,
                            [&context] { return read_other(*context.like, context); });
}

const catalog::Catalog& Standard::catalog(postgres::Session& session) {
    if (!catalog_)
        catalog_ = other_.valid() ? other_.get() : canonical(context_, server_, models_, session);
    return *catalog_;
}

plan::Scope Standard::scope() const {
    return context_.like ? plan::Scope::everything : plan::Scope::mentioned;
}

} // namespace pgslate::commands
