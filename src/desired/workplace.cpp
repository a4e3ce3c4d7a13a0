#include "desired/workplace.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/leftovers.hpp"
#include "local/private_server.hpp"

#include <optional>

namespace pgslate::desired {
namespace {

using database::CreateOptions;
using postgres::Together;
using Rows = std::vector<postgres::Row>;

CreateOptions options_like(CreateOptions options) {
    options.owner.clear();
    options.tablespace.clear();
    return options;
}

// The project's private server, if there is one.
std::optional<database::Server> private_server(const Request& request) {
    const auto found = local::PrivateServer::of_project(request.target.folder, request.environment);
    if (request.target.local || !found.status().exists) return std::nullopt;
    auto target = request.target;
    target.local = true;
    return database::Server(target, request.environment, request.interruption, request.note,
                            request.progress);
}

int major_of(const database::Server& server, std::string_view task) {
    return server.connect_to_maintenance(task).server().major();
}

// Another major version prints otherwise.
void require_major(int scratch, int target) {
    if (scratch == target) return;
    throw Error(ExitStatus::bad_configuration,
                format("the server for scratch databases is PostgreSQL {}, that of the database {}",
                       scratch, target),
                {"Models are compared as PostgreSQL prints them: both must have one major "
                 "version. See `--scratch` and `scratch` in the profile."});
}

[[noreturn]] void refuse(const postgres::ServerFacts& facts) {
    throw Error(
        ExitStatus::refused,
        format("role {} may not create databases on this server (CREATEDB)", in_quotes(facts.user)),
        {"Models are compared as PostgreSQL prints them, which takes a scratch database. "
         "Another server of the same major version may have it: that of `--scratch URL` or "
         "of `scratch` in the profile, or a private one (`pgslate local start`)."});
}

} // namespace

void ask_ground(Together& together, Ground& result) {
    together.add(sql::text("SELECT 1 FROM pg_catalog.pg_database "
                           "WHERE datname = 'template0' AND datistemplate"),
                 [&result](const Rows& rows) { result.has_template0 = !rows.empty(); });
    database::ask_leftovers(together, "", result.leftovers);
}

void Prospect::ask(Together& together) {
    const auto& named = request_.target.new_database.template_name;
    database::ask_definition(together, request_.target.database, like_);
    database::ask_definition(together, named.empty() ? "template1" : named, model_);
    together.add(sql::text("SELECT (rolsuper OR rolcreatedb) AND NOT "
                           "pg_catalog.pg_is_in_recovery() "
                           "FROM pg_catalog.pg_roles WHERE rolname = current_user"),
                 [this](const Rows& rows) {
                     may_make_databases_ = !rows.empty() && rows.front().at(0) == "t";
                 });
    ask_ground(together, ground_);
}

// Those of the database; of one that is not there, what it would be made with.
CreateOptions Prospect::options() const {
    const auto& wanted = request_.target.new_database;
    if (like_) return options_like(like_->options);
    auto options = model_ ? model_->options : CreateOptions();
    if (!wanted.encoding.empty()) options.encoding = wanted.encoding;
    if (!wanted.locale.empty())
        options = CreateOptions{.encoding = options.encoding, .locale = wanted.locale};
    return options_like(options);
}

Workplace Prospect::choose(const database::Server& target, const postgres::ServerFacts& facts,
                           std::string_view task) {
    const auto major = facts.major();
    Workplace place{.server = target, .options = options(), .like = std::move(like_), .ground = {}};
    if (!request_.scratch && may_make_databases_) {
        place.ground = std::move(ground_);
        return place;
    }
    place.is_target = false;
    if (request_.scratch) {
        place.server = {*request_.scratch, request_.environment, request_.interruption,
                        request_.note, request_.progress};
        require_major(major_of(place.server, task), major);
        return place;
    }
    // For what the project's own models say, and for nothing else.
    auto server = request_.like ? std::nullopt : private_server(request_);
    if (!server || major_of(*server, task) != major) refuse(facts);
    place.server = *std::move(server);
    return place;
}

} // namespace pgslate::desired
