#include "config/other_variables.hpp"

#include "base/enumeration.hpp"

#include <array>
#include <utility>

namespace pgslate::config {
namespace {

// Kubernetes sets POSTGRES_PORT to a URL, unasked, where a service is called postgres
// (its documentation, "Service", "Environment variables").
std::optional<std::string> said(const Environment& environment, const char* name) {
    auto value = environment.get(name);
    const bool nothing = value && (value->empty() || value->find("://") != std::string::npos);
    return nothing ? std::nullopt : value;
}

std::vector<std::string> server_hint(const Environment& environment) {
    const bool host = said(environment, "POSTGRES_HOST").has_value();
    const bool port = said(environment, "POSTGRES_PORT").has_value();
    if (host && port)
        return {"POSTGRES_HOST and POSTGRES_PORT are said in one here: "
                "POSTGRES_URL=\"$POSTGRES_HOST:$POSTGRES_PORT\"."};
    if (host)
        return {"POSTGRES_HOST is said so here: POSTGRES_URL=\"$POSTGRES_HOST\", with :port behind "
                "it if that is not 5432."};
    if (port)
        return {"POSTGRES_PORT is said with the host here: POSTGRES_URL=\"HOST:$POSTGRES_PORT\"."};
    return {};
}

constexpr std::array<std::pair<const char*, std::string_view>, 6> other_names = {{
    {"POSTGRES_USERNAME", "POSTGRES_USER"},
    {"POSTGRES_PASS", "POSTGRES_PW"},
    {"POSTGRES_PASSWD", "POSTGRES_PW"},
    {"POSTGRES_DATABASE", "POSTGRES_DB"},
    {"POSTGRES_DBNAME", "POSTGRES_DB"},
    {"POSTGRES_NAME", "POSTGRES_DB"},
}};

} // namespace

std::vector<std::string> said_otherwise(const Environment& environment, std::string_view expected) {
    if (expected == "POSTGRES_URL") return server_hint(environment);
    std::vector<std::string> hints;
    for (const auto& [theirs, ours] : other_names)
        if (ours == expected && environment.get(theirs))
            hints.push_back(format("{} is called {} here.", theirs, ours));
    return hints;
}

std::optional<Problem> beside_database_url(const Environment& environment) {
    std::vector<std::string> names;
    for (const auto* const name :
         {"POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_USER", "POSTGRES_PW", "POSTGRES_PASSWORD",
          "POSTGRES_PW_FILE", "POSTGRES_PASSWORD_FILE", "POSTGRES_DB"})
        if (said(environment, name)) names.emplace_back(name);
    if (names.empty()) return std::nullopt;
    return advised(format("DATABASE_URL says which database is meant; {} {} for nothing",
                          enumeration(names), names.size() == 1 ? "counts" : "count"),
                   {});
}

std::optional<Problem> beside_postgres_url(const Environment& environment, const Address& address) {
    std::vector<std::string> names;
    const auto compare = [&](const char* name, const std::string& in_url) {
        const auto value = said(environment, name);
        if (value && *value != in_url) names.emplace_back(name);
    };
    compare("POSTGRES_HOST", address.host);
    compare("POSTGRES_PORT", address.port);
    if (names.empty()) return std::nullopt;
    return advised(format("POSTGRES_URL says which server is meant; {} {} for nothing",
                          enumeration(names), names.size() == 1 ? "counts" : "count"),
                   {});
}

} // namespace pgslate::config
