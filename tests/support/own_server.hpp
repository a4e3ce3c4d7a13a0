#pragma once

#include "support/temporary_folder.hpp"
#include "support/test_server.hpp"

namespace pgslate::testing {

/// A server of this test's own, which may be mistreated. It ends with its owner.
class OwnServer {
  public:
    /// Takes one or two seconds. Throws std::runtime_error.
    OwnServer();
    /// A standby that follows the primary, of which it is a copy.
    struct StandbyOf {
        const OwnServer& primary;
    };
    explicit OwnServer(const StandbyOf& which);
    ~OwnServer();
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    const TestServer& place() const { return place_; }
    postgres::Session session(const std::string& database = "postgres") const;

    /// Stops it immediately, without a checkpoint, and returns when it is ready again.
    void crash() const;
    /// Returns when it takes logins, as after the crash of a backend.
    void wait_until_ready() const;

  private:
    std::string file() const { return (folder_.path() / "server").string(); }
    void control(const std::string& verb, const std::string& more = "") const;

    TemporaryFolder folder_;
    TestServer place_;
};

} // namespace pgslate::testing
