// What libpq's keywords are about: PostgreSQL manual, "Parameter Key Words".
#include "config/forms.hpp"

#include <array>
#include <utility>

namespace pgslate::config {
namespace {

using About = std::pair<std::string_view, std::string_view>;

constexpr std::array about_keywords = {
    About{"hostaddr", "The numeric address of the host, which is then not looked up."},
    About{"passfile", "The file of passwords; `~/.pgpass` if left out."},
    About{"require_auth", "The ways to log in that the server may ask for: `\"scram-sha-256\"`."},
    About{"channel_binding", "Channel binding: `\"disable\"`, `\"prefer\"` or `\"require\"`."},
    About{"connect_timeout", "How many seconds to wait for a server that does not answer."},
    About{"client_encoding", "Set by pgslate itself."},
    About{"options", "Options of the command line for the session: `\"-c statement_timeout=5s\"`."},
    About{"application_name", "Set by pgslate itself."},
    About{"fallback_application_name", "The name of the application if there is no other."},
    About{"keepalives", "1: TCP asks whether the server is still there; 0: it does not."},
    About{"keepalives_idle", "After how many seconds of silence TCP asks; 30 if left out."},
    About{"keepalives_interval", "After how many seconds it asks again; 10 if left out."},
    About{"keepalives_count", "How many questions may stay unanswered; 3 if left out."},
    About{"tcp_user_timeout", "How many milliseconds sent data may stay unacknowledged."},
    About{"replication", "Whether the session speaks the replication protocol."},
    About{"gssencmode", "GSSAPI encryption: `\"disable\"`, `\"prefer\"` or `\"require\"`."},
    About{"sslmode", "How the connection is encrypted and the server checked: `\"disable\"`, "
                     "`\"allow\"`, `\"prefer\"`, `\"require\"`, `\"verify-ca\"` or "
                     "`\"verify-full\"`."},
    About{"requiressl", "1: only with SSL. Old; `sslmode` says more."},
    About{"sslnegotiation", "`\"direct\"`: TLS begins at once (PostgreSQL 17+)."},
    About{"sslcompression", "1: data are compressed in SSL."},
    About{"sslcert", "The file of the client's certificate."},
    About{"sslkey", "The file of the client's private key."},
    About{"sslkeylogfile", "A file for the secrets of TLS, to debug it."},
    About{"sslpassword", "The password of the client's private key."},
    About{"sslcertmode", "Whether the client sends its certificate: `\"disable\"`, `\"allow\"` or "
                         "`\"require\"`."},
    About{"sslrootcert", "The file of the authorities' certificates, or `\"system\"`."},
    About{"sslcrl", "The file of certificates that are revoked."},
    About{"sslcrldir", "The folder of such files."},
    About{"sslsni", "1: the name of the host is sent to the server."},
    About{"requirepeer", "The user of the system that the server behind a socket must run as."},
    About{"ssl_min_protocol_version", "The oldest version of TLS: `\"TLSv1.2\"`."},
    About{"ssl_max_protocol_version", "The newest version of TLS."},
    About{"min_protocol_version", "The oldest version of PostgreSQL's protocol: `\"3.0\"`."},
    About{"max_protocol_version", "The newest version of PostgreSQL's protocol."},
    About{"krbsrvname", "The name of the Kerberos service."},
    About{"gsslib", "The GSSAPI library, on Windows."},
    About{"gssdelegation", "1: GSSAPI credentials are passed on to the server."},
    About{"scram_client_key", "The SCRAM client key, in base64."},
    About{"scram_server_key", "The SCRAM server key, in base64."},
    About{"target_session_attrs", "Which of several servers will do: `\"any\"`, `\"read-write\"`, "
                                  "`\"primary\"`, ..."},
    About{"load_balance_hosts", "`\"random\"`: of several hosts, any comes first."},
    About{"oauth_issuer", "The URL of the issuer of OAuth tokens."},
    About{"oauth_client_id", "The client's identifier for OAuth."},
    About{"oauth_client_secret", "The client's secret for OAuth."},
    About{"oauth_scope", "The scope of the OAuth token."},
};

} // namespace

std::vector<TomlKey> keyword_keys() {
    using Is = TomlShape::Kind;
    std::vector<TomlKey> keys;
    keys.reserve(about_keywords.size());
    for (const auto& [name, about] : about_keywords)
        keys.push_back({name, {{Is::text}, {Is::integer}, {Is::boolean}}, about});
    return keys;
}

} // namespace pgslate::config
