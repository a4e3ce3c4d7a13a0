// The private server that ctest starts for the server, pairs and program tests.
#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::testing {

/// How to reach the server; what tests/support/server wrote down.
struct TestServer {
    std::string socket; ///< socket folder: no password is asked for
    std::string host;   ///< over TCP: a password is needed
    std::string port;
    std::string user; ///< a superuser
    std::string password;
    std::string binaries; ///< folder of initdb, postgres, pg_dump, ...
};

/// The server of this ctest run. Throws std::runtime_error that says how to start one by hand.
const TestServer& test_server();

/// What `tests/support/server start FILE` wrote about another server.
TestServer read_server(const std::string& file);

/// Parameters for a session over the socket, as superuser.
postgres::ConnectionParameters socket_parameters(const TestServer& server,
                                                 const std::string& database = "postgres");
postgres::ConnectionParameters socket_parameters(const std::string& database = "postgres");
/// Parameters for a session over TCP with the password, as superuser.
postgres::ConnectionParameters tcp_parameters(const std::string& database = "postgres");

/// A session as people have them: what a statement names without a schema is in `public`.
postgres::Session usual_session(const postgres::ConnectionParameters& parameters);

/// A name no other test uses, on this server, at this time: `test_PID_N` with `suffix` behind.
std::string unique_name(const std::string& suffix = "");

/// An empty database that is dropped, with whoever is in it, at the end of the scope.
class TestDatabase {
  public:
    /// `options` stand behind CREATE DATABASE, for instance `template other`.
    explicit TestDatabase(const std::string& suffix = "", const std::string& options = "");
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& name() const { return name_; }
    postgres::ConnectionParameters parameters() const { return socket_parameters(name_); }
    postgres::Session session() const { return usual_session(parameters()); }

  private:
    std::string name_;
};

} // namespace pgslate::testing
