#include "sql/secret_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>

namespace pgslate::sql {
namespace {

// How clouds, foreign-data wrappers and people call what is secret.
constexpr std::array<std::string_view, 13> words_for_secrets = {
    "password", "passwd",     "passphrase", "passcode",    "secret",     "token",     "api_key",
    "apikey",   "access_key", "accesskey",  "private_key", "privatekey", "credential"};
constexpr std::array<std::string_view, 4> short_words = {"pw", "pwd", "pass", "psw"};
// Of libpq, postgres_fdw, CREATE SUBSCRIPTION and the server's settings.
constexpr std::array<std::string_view, 4> about_secrets = {
    "password_required", "password_encryption", "passfile", "pgpassfile"};

constexpr auto harmless_options = std::to_array<std::string_view>(
    {// libpq
     "host", "hostaddr", "port", "dbname", "user", "passfile", "application_name",
     "fallback_application_name", "connect_timeout", "client_encoding", "keepalives",
     "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "sslmode",
     "sslcompression", "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslcrldir", "sslsni",
     "requirepeer", "require_auth", "channel_binding", "gssencmode", "krbsrvname", "gsslib",
     "gssdelegation", "replication", "target_session_attrs", "load_balance_hosts",
     "ssl_min_protocol_version", "ssl_max_protocol_version", "service", "sslnegotiation",
     // postgres_fdw, file_fdw, and what others call the same
     "database", "server", "address", "username", "schema", "schema_name", "table", "table_name",
     "column_name", "use_remote_estimate", "fdw_startup_cost", "fdw_tuple_cost", "fetch_size",
     "batch_size", "async_capable", "analyze_sampling", "parallel_commit", "parallel_abort",
     "updatable", "truncatable", "extensions", "keep_connections", "password_required", "filename",
     "format", "delimiter", "header", "null"});

// A bit for each letter, whatever its case; what else there is shares these.
using Letters = std::uint32_t;

constexpr Letters letters_of(std::string_view text) {
    Letters letters = 0;
    for (const char c : text) letters |= Letters{1} << (static_cast<unsigned char>(c) % 32U);
    return letters;
}

constexpr auto letters_of_words = [] {
    std::array<Letters, words_for_secrets.size() + short_words.size()> letters{};
    std::size_t count = 0;
    for (const auto word : words_for_secrets) letters[count++] = letters_of(word);
    for (const auto word : short_words) letters[count++] = letters_of(word);
    return letters;
}();

// Almost every name of a script lacks a letter of each word: no need to look for any.
bool may_name_secret(std::string_view name) {
    const auto missing = ~letters_of(name);
    return std::ranges::any_of(letters_of_words,
                               [&](Letters word) { return (word & missing) == 0; });
}

std::string lower_case(std::string_view name) {
    std::string result(name);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

// `app.db_pw` has the parts app, db and pw.
bool has_part(std::string_view name, std::string_view part) {
    constexpr std::string_view between = "._-";
    for (auto at = name.find(part); at != std::string_view::npos; at = name.find(part, at + 1)) {
        const bool begins = at == 0 || between.find(name[at - 1]) != std::string_view::npos;
        const auto end = at + part.size();
        const bool ends = end == name.size() || between.find(name[end]) != std::string_view::npos;
        if (begins && ends) return true;
    }
    return false;
}

} // namespace

bool names_secret(std::string_view name) {
    if (!may_name_secret(name)) return false;
    const auto folded = lower_case(name);
    if (std::ranges::find(about_secrets, folded) != about_secrets.end()) return false;
    return std::ranges::any_of(words_for_secrets,
                               [&](auto part) { return folded.find(part) != std::string::npos; })
           || std::ranges::any_of(short_words, [&](auto part) { return has_part(folded, part); });
}

bool names_harmless_option(std::string_view name) {
    return std::ranges::find(harmless_options, lower_case(name)) != harmless_options.end();
}

} // namespace pgslate::sql
