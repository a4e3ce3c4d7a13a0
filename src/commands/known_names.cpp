#include "commands/known_names.hpp"

#include "local/private_server.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {
namespace {

void add(const catalog::Catalog& catalog, DeclaredNames& names) {
    for (const auto& [id, fact] : catalog.facts) {
        if (const auto schema = catalog::schema_of(id)) names.schemas.insert(*schema);
        if (catalog::has_row_type(id.kind)) names.tables.emplace(id.names.front(), id.name());
    }
}

// Without those that are wrong: a model that is being written often is.
void add_each(const models::Sources& sources, DeclaredNames& names) {
    for (const auto& file : sources.files) try {
            add(models::load({.files = {file}, .problems = {}}).catalog, names);
        } catch (const Error&) {
            continue;
        }
}

// How to get to a server that is there without us.
postgres::Keywords way_to(const config::Target& target, const config::Environment& environment) {
    if (target.local) {
        const auto server = local::PrivateServer::of_project(target.folder, environment);
        return server.status().running ? server.connection() : postgres::Keywords();
    }
    postgres::Keywords keywords(target.keywords.begin(), target.keywords.end());
    if (target.password) keywords.emplace_back("password", target.password->reveal());
    return keywords;
}

std::vector<std::string> names_in(postgres::Session& session) {
    std::vector<std::string> names;
    constexpr auto* question = "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND "
                               "NOT datistemplate ORDER BY datname";
    for (const auto& row : session.query(sql::Text::verbatim(question), "listing databases"))
        names.push_back(row.at(0).value_or(""));
    return names;
}

} // namespace

DeclaredNames declared_names(const config::Models& models) {
    DeclaredNames names;
    const auto sources = models::find(models.value, models.trust);
    try {
        add(models::load(sources).catalog, names);
    } catch (const Error&) {
        add_each(sources, names);
    }
    return names;
}

std::vector<std::string> database_names(const config::Target& target,
                                        const config::Environment& environment,
                                        std::chrono::milliseconds time) {
    const auto keywords = way_to(target, environment);
    if (keywords.empty()) return {};
    for (const auto& database : {target.database, std::string("template1")}) {
        auto opened = postgres::Session::open(
            {.keywords = keywords, .database = database, .task = "completion", .timeout = time});
        if (auto* session = std::get_if<postgres::Session>(&opened)) return names_in(*session);
    }
    return {};
}

} // namespace pgslate::commands
