// A server that answers as none does.
#pragma once

#include "base/descriptor.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pgslate::testing {

/// A message of the protocol: its letter, its length and its body (manual, "Message Formats").
std::string message(char letter, std::string_view body);
/// Rows of text, each with the same cells; nothing is NULL.
std::string rows(int columns, int count, const char* cell);
/// The end of a statement: CommandComplete.
std::string done();

/// Listens on 127.0.0.1 and lets everybody in, as long as it lives.
class OddServer {
  public:
    /// What it reports about itself at the start.
    using Parameters = std::map<std::string, std::string>;
    /// Makes the answer to a statement, up to ReadyForQuery.
    using Answer = std::function<std::string(const std::string& sql)>;

    OddServer(Parameters parameters, Answer answer);
    ~OddServer();
    OddServer(const OddServer&) = delete;
    OddServer& operator=(const OddServer&) = delete;

    const std::string& port() const { return port_; }

  private:
    void serve();
    void talk(Descriptor client) const;
    std::string greeting() const;

    Parameters parameters_;
    Answer answer_;
    Descriptor listener_;
    std::string port_;
    std::jthread thread_;
};

/// What every PostgreSQL 15 reports.
OddServer::Parameters usual_parameters();

} // namespace pgslate::testing
