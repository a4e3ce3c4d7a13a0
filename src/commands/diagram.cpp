#include "commands/diagram.hpp"

#include "base/format.hpp"
#include "commands/inputs.hpp"
#include "desired/desired_state.hpp"
#include "desired/scratch.hpp"
#include "live/read.hpp"
#include "plan/columns_of.hpp"
#include "plan/others.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;
using postgres::Session;

constexpr std::string_view diagram_task = "diagram";

Catalog read_live(const Context& context, const database::Server& server) {
    auto session = server.connect(diagram_task);
    const auto user = session.server().user;
    auto catalog = live::read(std::move(session), live::Dependencies::all, [&] {
                       return server.try_another(diagram_task);
                   }).catalog;
    if (context.like) desired::forget_own(catalog, user);
    return catalog;
}

Catalog without_ignored(const Context& context, Catalog catalog) {
    for (const auto& id : plan::forget_ignored(catalog, context.target.ignore))
        context.detail(format("Ignored: {}", to_string(id)));
    return catalog;
}

desired::Request request_with_dependencies(const Context& context) {
    auto request = desired_request(context);
    request.dependencies = live::Dependencies::all;
    return request;
}

// What is declared, and what only the database has.
Catalog on_either_side(Catalog declared, const Catalog& live,
                       const std::vector<plan::Difference>& differences) {
    for (const auto& difference : differences) {
        if (difference.kind != plan::Difference::Kind::undeclared) continue;
        if (const auto* fact = live.find(difference.id)) declared.facts.emplace(fact->id, *fact);
        if (const auto stub = live.stubs.find(difference.id); stub != live.stubs.end())
            declared.stubs.insert(*stub);
    }
    for (const auto& needed : live.dependencies) declared.dependencies.push_back(needed);
    return declared;
}

// The models, or another database with --like, and the server that they are tried on.
class Declaration {
  public:
    Declaration(const Context& context, const database::Server& server, models::Sources sources)
        : sources_(std::move(sources)),
          models_(context.like ? models::Models() : models::load(sources_)),
          state_(request_with_dependencies(context), server, sources_,
                 [this]() -> const models::Models& { return models_; }) {}

    desired::DesiredState& state(const database::Server& server) {
        auto session = server.open_if_there(diagram_task);
        if (!session) session = server.connect_to_maintenance(diagram_task);
        postgres::Together together;
        state_.ask(together, session->server());
        together.ask(*session, "looking where models can be tried");
        state_.prepare(*session);
        return state_;
    }

  private:
    models::Sources sources_;
    models::Models models_;
    desired::DesiredState state_;
};

models::Sources sources_of(const Context& context, std::optional<models::Sources> found) {
    if (found) return *std::move(found);
    return context.like ? models::Sources()
                        : find_models(context.target.models, context.interruption);
}

DiagramContents declared_contents(const Context& context, const database::Server& server,
                                  DrawnSide side, std::optional<models::Sources> found) {
    Declaration declaration(context, server, sources_of(context, std::move(found)));
    auto& state = declaration.state(server);
    DiagramContents contents{.title =
                                 context.like ? context.like->database : context.target.database};
    contents.catalog = state.catalog();
    if (side == DrawnSide::both) {
        const auto live = read_live(context, server);
        contents.differences = state.differences(live);
        contents.catalog = on_either_side(std::move(contents.catalog), live, contents.differences);
        contents.title = context.target.database;
    }
    for (const auto& warning : state.warnings()) context.warn(warning);
    return contents;
}

// Statements that say nothing of what is drawn, such as those that make functions, need no server.
bool concerns_the_picture(Kind kind) {
    return plan::is_relation(kind) || kind == Kind::enum_type || kind == Kind::composite_type
           || kind == Kind::index;
}

bool sql_concerns_the_picture(const Catalog& catalog) {
    std::set<Identity> elsewhere; // statements that make something else
    for (const auto& [id, fact] : catalog.facts)
        if (fact.made_by) {
            if (concerns_the_picture(id.kind)) return true;
            elsewhere.insert(*fact.made_by);
        }
    return std::ranges::any_of(catalog.facts, [&](const auto& entry) {
        return entry.first.kind == Kind::statement && !entry.second.has("changes_data")
               && !elsewhere.contains(entry.first);
    });
}

// The project's folder is likely to be called after what it is about.
std::string title_of(const config::Models& paths) {
    if (paths.value.size() != 1) return "models";
    const auto folder = std::filesystem::absolute(paths.value.front()).lexically_normal();
    const auto name = folder.parent_path().filename().string();
    return name.empty() ? "models" : name;
}

} // namespace

DiagramContents diagram_of_server(const Context& context, DrawnSide side,
                                  std::optional<models::Sources> found) {
    const auto server = reach_server(context);
    if (side != DrawnSide::live) return declared_contents(context, server, side, std::move(found));
    return {.title = context.target.database,
            .catalog = without_ignored(context, read_live(context, server))};
}

DiagramOfModels diagram_of_models(const config::Models& paths, Interruption* interruption,
                                  const std::function<void(const Problem&)>& warn) {
    auto models = models::load(find_models(paths, interruption));
    for (const auto& warning : models.warnings) warn(warning);
    const bool needs_server = sql_concerns_the_picture(models.catalog);
    return {.contents = {.title = title_of(paths), .catalog = std::move(models.catalog)},
            .needs_server = needs_server,
            .sources = std::move(models.sources)};
}

} // namespace pgslate::commands
