#pragma once

#include <memory>
#include <string>

namespace pgslate::testing {

/// Listens on an address of this machine and passes every connection on to `host`:`port`, as long
/// as it lives. So a server on loopback looks like one on another machine, or comes late.
class Forwarder {
  public:
    /// At `at_port` of `at_host`. An empty host means an address of this machine that is not
    /// loopback; port 0 means one that is free.
    Forwarder(const std::string& host, const std::string& port, const std::string& at_host = "",
              const std::string& at_port = "0");
    ~Forwarder();
    Forwarder(const Forwarder&) = delete;
    Forwarder& operator=(const Forwarder&) = delete;

    /// `address:port`; empty if there is no such address or the port is taken.
    const std::string& address() const { return address_; }

  private:
    struct Work;
    std::unique_ptr<Work> work_;
    std::string address_;
};

} // namespace pgslate::testing
