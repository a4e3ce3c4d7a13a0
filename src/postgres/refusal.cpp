#include "postgres/refusal.hpp"

#include <algorithm>
#include <array>
#include <netdb.h>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::postgres {
namespace {

using Kind = ConnectFailure::Kind;
using Words = std::string_view;

bool says(Words text, Words part) {
    return text.find(part) != Words::npos;
}

template <std::size_t size>
bool says_one(Words text, const std::array<Words, size>& parts) {
    return std::ranges::any_of(parts, [text](Words part) { return says(text, part); });
}

// In verbose mode what a server says holds "FATAL:  28P01: reason".
ServerError parse(std::string text) {
    ServerError error;
    if (const auto location = text.find("\nLOCATION:"); location != std::string::npos)
        text.erase(location);
    while (text.ends_with('\n')) text.pop_back();
    constexpr Words mark = ":  ";
    const auto at = text.find(mark);
    const auto code = at == std::string::npos ? at : at + mark.size();
    const bool has_code = code != std::string::npos && code + 7 <= text.size()
                          && text.compare(code + 5, 2, ": ") == 0;
    if (has_code) {
        error.sqlstate = text.substr(code, 5);
        text.erase(code, 7);
    }
    error.message = std::move(text);
    return error;
}

// The words of libpq 13 to 18 (src/interfaces/libpq/fe-connect.c, fe-auth.c, fe-secure*.c). Where
// something is not among them it is waited for in vain, which is better than not at all.

// Where the name service itself has trouble, the name may be known in a moment.
bool is_unknown_host(Words attempt) {
    return says(attempt, "could not translate host name")
           && !says(attempt, ::gai_strerror(EAI_AGAIN));
}

// TLS ends so where a server, or what stands before it, goes down.
bool is_broken_tls(Words attempt) {
    constexpr std::array<Words, 3> words = {"unexpected eof", "internal error", "SYSCALL"};
    return says_one(attempt, words);
}

bool is_unmet_demand(Words attempt) {
    constexpr std::array<Words, 14> words = {"SSL error: ",
                                             "does not support SSL",
                                             "certificate",
                                             "private key",
                                             "SSL protocol version",
                                             "verified SSL connection",
                                             "weak sslmode",
                                             "is not compiled in",
                                             "GSSAPI",
                                             "channel binding",
                                             "requirepeer",
                                             "authentication method",
                                             "SASL authentication mechanisms",
                                             "SCRAM authentication requires"};
    return says_one(attempt, words) && !is_broken_tls(attempt);
}

bool is_misconfigured(Words attempt) {
    constexpr std::array<Words, 6> words = {"invalid connection option", "invalid integer value",
                                            "invalid port number",       "could not match ",
                                            "could not parse",           " value: \""};
    return says_one(attempt, words);
}

bool is_no_postgres(Words attempt) {
    constexpr std::array<Words, 3> words = {"received invalid response to",
                                            "expected authentication request from server",
                                            "received unencrypted data after"};
    return says_one(attempt, words);
}

Kind kind_of_attempt(Words attempt) {
    if (is_unknown_host(attempt)) return Kind::unknown_host;
    if (is_no_postgres(attempt)) return Kind::odd;
    if (is_misconfigured(attempt)) return Kind::misconfigured;
    if (is_unmet_demand(attempt)) return Kind::unmet_demand;
    return Kind::unreachable;
}

// There is one for each address, and with and without encryption.
std::vector<Words> attempts(Words text) {
    constexpr Words begin = "\nconnection to server ";
    std::vector<Words> result;
    for (auto end = text.find(begin); end != Words::npos; end = text.find(begin)) {
        result.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    result.push_back(text);
    return result;
}

// Of several servers each may be the one that comes yet.
Kind kind_without_state(Words text) {
    std::vector<Kind> kinds;
    for (const auto attempt : attempts(text)) kinds.push_back(kind_of_attempt(attempt));
    for (const auto hopeful : {Kind::unreachable, Kind::unknown_host})
        if (std::ranges::find(kinds, hopeful) != kinds.end()) return hopeful;
    return kinds.back();
}

// PgBouncer's words for a start-up parameter that it does not pass on (its manual, "Limitations").
bool is_poolers_refusal(Words message) {
    return says(message, "unsupported startup parameter");
}

// No setting, option or version of the protocol will be another one later on (manual, "PostgreSQL
// Error Codes": data, syntax or access rule, feature not supported).
bool is_about_options(Words state) {
    return state.starts_with("22") || state.starts_with("42") || state.starts_with("0A");
}

Kind kind_of_state(const ServerError& error) {
    const Words state = error.sqlstate;
    if (is_poolers_refusal(error.message)) return Kind::pooled;
    if (state == "57P03") return Kind::starting_up;
    // The name of the file is the same in all languages that the server may speak.
    if (state == sqlstate::invalid_authorization && says(error.message, "pg_hba.conf"))
        return Kind::not_admitted;
    if (state == sqlstate::invalid_password || state == sqlstate::invalid_authorization)
        return Kind::wrong_credentials;
    if (state == sqlstate::invalid_catalog_name) return Kind::no_database;
    if (state == sqlstate::not_in_prerequisite_state || state == sqlstate::insufficient_privilege)
        return Kind::forbidden;
    return is_about_options(state) ? Kind::misconfigured : Kind::other;
}

} // namespace

ConnectFailure refusal(std::string words, bool lacks_password) {
    auto error = parse(std::move(words));
    const auto kind = lacks_password           ? Kind::wrong_credentials
                      : error.sqlstate.empty() ? kind_without_state(error.message)
                                               : kind_of_state(error);
    return {.kind = kind, .error = std::move(error)};
}

} // namespace pgslate::postgres
