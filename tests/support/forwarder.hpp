#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace pgslate::testing {

/// The two sockets between which a connection is passed on.
struct Ends {
    int client = -1;
    int server = -1;
};

/// Writes all of it; false if nobody reads any more.
bool send_all(int socket, std::string_view bytes);

/// Listens in on one connection, and passes on itself what is to be passed on. Both functions
/// return false to end the connection.
class Conversation {
  public:
    virtual ~Conversation() = default;
    virtual bool from_client(std::string_view bytes, const Ends& ends) = 0;
    virtual bool from_server(std::string_view bytes, const Ends& ends) = 0;
};

/// One that hears nothing, and passes on everything.
std::unique_ptr<Conversation> passing_on();

/// Makes the listener of a new connection; called, as the listeners are, on the Forwarder's thread.
using Listen = std::function<std::unique_ptr<Conversation>()>;

/// Listens on an address of this machine and passes every connection on to `host`:`port`, as long
/// as it lives. So a server on loopback looks like one on another machine, or comes late.
class Forwarder {
  public:
    /// At `at_port` of `at_host`. An empty host means an address of this machine that is not
    /// loopback; port 0 means one that is free. Without `listen` everything is passed on.
    Forwarder(const std::string& host, const std::string& port, const std::string& at_host = "",
              const std::string& at_port = "0", Listen listen = {});
    ~Forwarder();
    Forwarder(const Forwarder&) = delete;
    Forwarder& operator=(const Forwarder&) = delete;

    /// For `listen` only, which runs where these can be: the connection for which it is called, and
    /// all that come after it, go to that server; or none comes any more.
    void lead_to(const std::string& host, const std::string& port);
    void stop_listening();

    /// `address:port`; empty if there is no such address or the port is taken.
    const std::string& address() const { return address_; }

  private:
    struct Work;
    std::unique_ptr<Work> work_;
    std::string address_;
};

} // namespace pgslate::testing
