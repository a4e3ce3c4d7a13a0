#include "desired/workplace.hpp"

#include "base/format.hpp"
#include "local/private_server.hpp"

#include <optional>

namespace pgslate::desired {
namespace {

using database::CreateOptions;
using postgres::Session;

// What a database that is not there would be made with.
CreateOptions options_of_new(Session& session, const config::NewDatabase& wanted) {
    const auto& named = wanted.template_name;
    const auto model = database::definition_of(session, named.empty() ? "template1" : named);
    auto options = model ? model->options : CreateOptions();
    if (!wanted.encoding.empty()) options.encoding = wanted.encoding;
    if (!wanted.locale.empty())
        options = CreateOptions{.encoding = options.encoding, .locale = wanted.locale};
    return options;
}

CreateOptions options_like(CreateOptions options) {
    options.owner.clear();
    options.tablespace.clear();
    return options;
}

bool may_make_databases(Session& session) {
    return session
               .query_row(sql::text("SELECT (rolsuper OR rolcreatedb) AND NOT "
                                    "pg_catalog.pg_is_in_recovery() "
                                    "FROM pg_catalog.pg_roles WHERE rolname = current_user"),
                          "looking what the role may do")
               .at(0)
           == "t";
}

// The project's private server, if there is one.
std::optional<database::Server> private_server(const Request& request) {
    const auto found = local::PrivateServer::of_project(request.target.folder, request.environment);
    if (request.target.local || !found.status().exists) return std::nullopt;
    auto target = request.target;
    target.local = true;
    return database::Server(target, request.environment, request.interruption);
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

[[noreturn]] void refuse(const Session& session) {
    throw Error(ExitStatus::refused,
                format("role \"{}\" may not create databases on this server (CREATEDB)",
                       session.server().user),
                {"Models are compared as PostgreSQL prints them, which takes a scratch database. "
                 "Another server of the same major version may have it: that of `--scratch URL` or "
                 "of `scratch` in the profile, or a private one (`pgslate local start`)."});
}

} // namespace

Workplace workplace_for(const Request& request, const database::Server& target, Session& session,
                        std::string_view task) {
    const auto major = session.server().major();
    auto like = database::definition_of(session, request.target.database);
    Workplace place{.server = target,
                    .options =
                        options_like(like ? like->options
                                          : options_of_new(session, request.target.new_database)),
                    .like = std::move(like)};
    if (!request.scratch && may_make_databases(session)) return place;
    place.is_target = false;
    if (request.scratch) {
        place.server = {*request.scratch, request.environment, request.interruption};
        require_major(major_of(place.server, task), major);
        return place;
    }
    // For what the project's own models say, and for nothing else.
    auto server = request.like ? std::nullopt : private_server(request);
    if (!server || major_of(*server, task) != major) refuse(session);
    place.server = *std::move(server);
    return place;
}

} // namespace pgslate::desired
