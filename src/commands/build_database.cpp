#include "commands/build_database.hpp"

#include "apply/build.hpp"
#include "database/database.hpp"
#include "plan/plan.hpp"

namespace pgslate::commands {
namespace {

// Drops the new database unless everything went well.
class HalfMade {
  public:
    HalfMade(postgres::Session& maintenance, const std::string& name)
        : maintenance_(maintenance), name_(name) {
        database::create(maintenance_, name_);
    }
    ~HalfMade() {
        if (complete_) return;
        try {
            database::drop(maintenance_, name_);
        } catch (const std::exception&) {
            // The error that brought us here is on its way, and says more than this one.
        }
    }
    HalfMade(const HalfMade&) = delete;
    HalfMade& operator=(const HalfMade&) = delete;
    void complete() { complete_ = true; }

  private:
    postgres::Session& maintenance_;
    const std::string& name_;
    bool complete_ = false;
};

void hear_warnings(postgres::Session& session, const Context& context) {
    session.on_warning([&context](const postgres::ServerError& warning) {
        context.warn(postgres::problem(warning, ""));
    });
}

} // namespace

models::Models load_models(const Context& context) {
    auto models = models::load(context.target.models.value);
    for (const auto& warning : models.warnings) context.warn(warning);
    return models;
}

database::Server reach_server(const Context& context) {
    database::Server server(context.target, context.environment);
    if (context.wait) server.wait(*context.wait);
    return server;
}

std::size_t build_database(const Context& context, const database::Server& server,
                           postgres::Session& maintenance, const models::Models& models) {
    const auto plan = plan::plan_creation(models.catalog);
    context.say("Creating database.");
    HalfMade half_made(maintenance, context.target.database);
    auto session = server.connect("create");
    hear_warnings(session, context);
    context.say("Creating tables.");
    const auto built = apply::build(session, plan);
    half_made.complete();
    return built.statements;
}

} // namespace pgslate::commands
