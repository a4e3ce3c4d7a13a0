#include "config/keywords.hpp"

#include <algorithm>
#include <array>

namespace pgslate::config {

const std::vector<std::string_view>& libpq_keywords() {
    static const std::vector<std::string_view> words = {
        "host",
        "hostaddr",
        "port",
        "dbname",
        "user",
        "password",
        "passfile",
        "require_auth",
        "channel_binding",
        "connect_timeout",
        "client_encoding",
        "options",
        "application_name",
        "fallback_application_name",
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "replication",
        "gssencmode",
        "sslmode",
        "requiressl",
        "sslnegotiation",
        "sslcompression",
        "sslcert",
        "sslkey",
        "sslkeylogfile",
        "sslpassword",
        "sslcertmode",
        "sslrootcert",
        "sslcrl",
        "sslcrldir",
        "sslsni",
        "requirepeer",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
        "min_protocol_version",
        "max_protocol_version",
        "krbsrvname",
        "gsslib",
        "gssdelegation",
        "scram_client_key",
        "scram_server_key",
        "service",
        "target_session_attrs",
        "load_balance_hosts",
        "oauth_issuer",
        "oauth_client_id",
        "oauth_client_secret",
        "oauth_scope",
    };
    return words;
}

bool is_libpq_keyword(std::string_view word) {
    return std::ranges::find(libpq_keywords(), word) != libpq_keywords().end();
}

bool is_secret_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 5> secrets = {
        "password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret"};
    return std::ranges::find(secrets, word) != secrets.end();
}

const std::string* find_keyword(const Keywords& keywords, std::string_view keyword) {
    const auto found = std::ranges::find(keywords, keyword, &Keywords::value_type::first);
    return found == keywords.end() ? nullptr : &found->second;
}

} // namespace pgslate::config
