// What libpq says in words only, and what it comes to.
#include "postgres/connection.hpp"
#include "postgres/refusal.hpp"

#include <gtest/gtest.h>

#include <netdb.h>

namespace pgslate::postgres {
namespace {

using Kind = ConnectFailure::Kind;

std::string at(const std::string& words) {
    return "connection to server at \"127.0.0.1\", port 5432 failed: " + words + "\n";
}

// As a server says it, in verbose mode.
std::string fatal(const std::string& state, const std::string& words) {
    return at("FATAL:  " + state + ": " + words + "\nLOCATION:  ClientAuthentication, auth.c:517");
}

Kind kind_of(const std::string& words) {
    return refusal(words, false).kind;
}

TEST(ConnectRefusal, KeepsTheServersStateAndItsWords) {
    const auto failure = refusal(fatal("28P01", "no, said the server"), false);
    EXPECT_EQ(failure.error.sqlstate, "28P01");
    EXPECT_EQ(failure.error.message,
              "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  no, said the "
              "server");
    EXPECT_EQ(failure.kind, Kind::wrong_credentials);
}

// The file has one name in all languages.
TEST(ConnectRefusal, ByPgHbaConfIsNoWrongPassword) {
    EXPECT_EQ(kind_of(fatal("28000", "no pg_hba.conf entry for host \"h\", user \"u\", database "
                                     "\"d\", no encryption")),
              Kind::not_admitted);
    EXPECT_EQ(kind_of(fatal("28000", "kein pg_hba.conf-Eintrag für Host »h«")), Kind::not_admitted);
    EXPECT_EQ(kind_of(fatal("28000", "pg_hba.conf rejects connection for host \"h\"")),
              Kind::not_admitted);
    EXPECT_EQ(kind_of(fatal("28000", "role \"u\" does not exist")), Kind::wrong_credentials);
    EXPECT_EQ(kind_of(fatal("28P01", "password authentication failed")), Kind::wrong_credentials);
    EXPECT_EQ(refusal(at("fe_sendauth: no password supplied"), true).kind, Kind::wrong_credentials);
}

TEST(ConnectRefusal, OfADemandIsTheTargetsMistake) {
    for (const auto* const words :
         {"server does not support SSL, but SSL was required",
          "root certificate file \"/r/root.crt\" does not exist\nEither provide the file or change "
          "sslmode to disable server certificate verification.",
          "server certificate for \"a\" does not match host name \"b\"",
          "SSL error: certificate verify failed", "SSL error: wrong version number",
          "SSL error: tlsv1 alert unknown ca",
          "certificate present, but not private key file \"/r/postgresql.key\"",
          "private key file \"k\" has group or world access",
          "host name must be specified for a verified SSL connection",
          "GSSAPI encryption required but was impossible",
          "server doesn't support GSSAPI encryption, but it was required",
          "channel binding required, but SSL not in use",
          "requirepeer specifies \"x\", but actual peer user name is \"y\"",
          "authentication method requirement \"scram-sha-256\" failed: server did not complete "
          "authentication"})
        EXPECT_EQ(kind_of(at(words)), Kind::unmet_demand) << words;
    EXPECT_EQ(kind_of("weak sslmode \"require\" may not be used with sslrootcert=system\n"),
              Kind::unmet_demand);
}

TEST(ConnectRefusal, OfWhatTheTargetSaysBesidesIsNamedSo) {
    EXPECT_EQ(kind_of("invalid connection option \"sslnegotiation\"\n"), Kind::misconfigured);
    EXPECT_EQ(kind_of(at("invalid integer value \"x\" for connection option \"keepalives\"")),
              Kind::misconfigured);
    EXPECT_EQ(kind_of("invalid ssl_min_protocol_version value: \"nonsense\"\n"),
              Kind::misconfigured);
    EXPECT_EQ(kind_of("could not match 1 host names to 2 hostaddr values\n"), Kind::misconfigured);
    for (const auto* const state : {"22023", "42704", "42601", "0A000"})
        EXPECT_EQ(kind_of(fatal(state, "that makes no sense")), Kind::misconfigured) << state;
    EXPECT_EQ(kind_of(fatal("42501", "permission denied for database")), Kind::forbidden);
}

TEST(ConnectRefusal, ThatTimeMayMendIsNone) {
    for (const auto* const words :
         {"Connection refused\n\tIs the server running on that host and accepting TCP/IP "
          "connections?",
          "server closed the connection unexpectedly", "SSL SYSCALL error: EOF detected",
          "SSL error: unexpected eof while reading", "timeout expired", "session is read-only",
          "server is in hot standby mode", "could not receive data from server: Success"})
        EXPECT_EQ(kind_of(at(words)), Kind::unreachable) << words;
    EXPECT_EQ(kind_of(fatal("57P03", "the database system is starting up")), Kind::starting_up);
    for (const auto* const state : {"53300", "57P01", "08P01", "XX000", "58P01"})
        EXPECT_EQ(kind_of(fatal(state, "not now")), Kind::other) << state;
}

TEST(ConnectRefusal, OfWhatIsNoPostgresIsOdd) {
    EXPECT_EQ(kind_of(at("received invalid response to SSL negotiation: H")), Kind::odd);
    EXPECT_EQ(kind_of(at("expected authentication request from server, but received H")),
              Kind::odd);
}

std::string unknown(const std::string& name, const std::string& why) {
    return "could not translate host name \"" + name + "\" to address: " + why + "\n";
}

// Of several servers each may be the one that comes yet.
TEST(ConnectRefusal, OfSeveralServersIsWhatTheMostHopefulOneSays) {
    const auto gone = unknown("a", "Name or service not known");
    const auto tls = at("SSL error: certificate verify failed");
    const auto refused = at("Connection refused");
    EXPECT_EQ(kind_of(gone), Kind::unknown_host);
    EXPECT_EQ(kind_of(gone + gone), Kind::unknown_host);
    EXPECT_EQ(kind_of(unknown("a", ::gai_strerror(EAI_AGAIN))), Kind::unreachable);
    EXPECT_EQ(kind_of(gone + refused), Kind::unreachable);
    EXPECT_EQ(kind_of(refused + tls), Kind::unreachable);
    EXPECT_EQ(kind_of(gone + tls), Kind::unknown_host);
    EXPECT_EQ(kind_of(tls + tls), Kind::unmet_demand);
}

Error told(const std::string& words, bool lacks_password = false) {
    ConnectionParameters parameters;
    parameters.keywords = {{"host", "h"}, {"user", "ada"}};
    parameters.database = "postgres";
    return connect_error(refusal(words, lacks_password), parameters);
}

std::string hints_of(const Error& error) {
    std::string hints;
    for (const auto& hint : error.problems().front().hints) hints += hint + "\n";
    return hints;
}

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// It may be another one than the target's, which a password file does not name.
TEST(ConnectError, NamesTheDatabaseThatWasConnectedTo) {
    const auto none = told(at("fe_sendauth: no password supplied"), true);
    EXPECT_TRUE(mentions(none.what(), "cannot connect to database \"postgres\": ")) << none.what();
    EXPECT_TRUE(
        mentions(hints_of(none), "no password for user \"ada\" with database \"postgres\""));
    EXPECT_TRUE(mentions(hints_of(none), "~/.pgpass"));
    const auto wrong = told(fatal("28P01", "password authentication failed"));
    EXPECT_TRUE(mentions(wrong.what(), "to database \"postgres\": "));
    EXPECT_TRUE(mentions(hints_of(wrong), "Check the user and the password"));
    EXPECT_TRUE(mentions(told(at("Connection refused")).what(), "cannot connect: "));
}

TEST(ConnectError, AdvisesNoOtherPasswordWhereThatIsNotTheMistake) {
    const auto kept_out = told(fatal("28000", "no pg_hba.conf entry for host, no encryption"));
    EXPECT_EQ(kept_out.status(), ExitStatus::unavailable);
    EXPECT_TRUE(mentions(
        hints_of(kept_out),
        "pg_hba.conf lets nobody in from here as user \"ada\" with database \"postgres\""));
    EXPECT_TRUE(mentions(hints_of(kept_out), "sslmode=require"));
    const auto peer = told(fatal("28000", "Peer authentication failed for user \"ada\""));
    EXPECT_TRUE(mentions(hints_of(peer), "the system's user of the same name"));
    const auto unknown_role = told(fatal("28000", "role \"ada\" does not exist"));
    EXPECT_TRUE(mentions(hints_of(unknown_role), "Check the user of the target"));
    const auto tls = told(at("SSL error: certificate verify failed"));
    EXPECT_TRUE(mentions(hints_of(tls), "sslrootcert"));
    for (const auto& error : {kept_out, peer, tls})
        EXPECT_FALSE(mentions(hints_of(error), "Check the user")) << hints_of(error);
    EXPECT_EQ(told(fatal("42704", "unrecognized parameter")).status(),
              ExitStatus::bad_configuration);
}

} // namespace
} // namespace pgslate::postgres
