#include "database/set_up_server.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <filesystem>

namespace pgslate::database {
namespace {

using postgres::ConnectionParameters;
using postgres::Session;

std::string keyword(const ConnectionParameters& parameters, std::string_view name) {
    const auto& keywords = parameters.keywords;
    const auto found = std::ranges::find(keywords, name, &postgres::Keywords::value_type::first);
    return found == keywords.end() ? std::string() : found->second;
}

// The entries of a list such as `a,b`; one empty entry if it is empty.
std::vector<std::string> entries(const std::string& list) {
    std::vector<std::string> result(1);
    for (const char c : list)
        if (c == ',')
            result.emplace_back();
        else
            result.back() += c;
    return result;
}

bool is_socket(std::string_view host) {
    return host.starts_with('/') || host.starts_with('@');
}

// Left out, the host may be libpq's default socket.
bool may_be_a_socket(const ConnectionParameters& parameters) {
    return std::ranges::any_of(entries(keyword(parameters, "host")), [](const std::string& host) {
        return host.empty() || is_socket(host);
    });
}

} // namespace

bool is_set_up_server(Session& session) {
    if (!is_socket(session.server().host)) return false;
    const auto question =
        sql::Text::verbatim("SELECT FROM pg_catalog.pg_settings WHERE name = 'listen_addresses' "
                            "AND setting = '' AND source = 'command line'");
    return !session.query(question, "asking the server how it was started").empty();
}

// Not by template1: a session there keeps set-up scripts from creating databases. A server that
// lets nobody in any more has not been asked: it may be going down.
bool is_set_up_server(ConnectionParameters parameters) {
    if (!may_be_a_socket(parameters)) return false;
    parameters.database = "postgres";
    auto opened = Session::open(parameters);
    if (auto* session = std::get_if<Session>(&opened)) return is_set_up_server(*session);
    const auto& failure = std::get<postgres::ConnectFailure>(opened);
    using Kind = postgres::ConnectFailure::Kind;
    const bool kept_out = failure.kind == Kind::no_database || failure.kind == Kind::forbidden
                          || failure.kind == Kind::wrong_credentials
                          || failure.kind == Kind::not_admitted;
    if (!kept_out) throw connect_error(failure, parameters);
    return false;
}

bool socket_exists(const ConnectionParameters& parameters) {
    const auto hosts = entries(keyword(parameters, "host"));
    const auto ports = entries(keyword(parameters, "port"));
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        if (!hosts[i].starts_with('/')) continue;
        const auto& port = ports[std::min(i, ports.size() - 1)];
        std::error_code ignored;
        const auto file = format("{}/.s.PGSQL.{}", hosts[i], port.empty() ? "5432" : port);
        if (std::filesystem::is_socket(file, ignored)) return true;
    }
    return false;
}

} // namespace pgslate::database
