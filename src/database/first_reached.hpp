// The one server that all sessions of a run go to.
#pragma once

#include "postgres/session.hpp"

#include <mutex>
#include <optional>
#include <string>

namespace pgslate::database {

/// What is said where another server answers than the one that was reached first (69).
Error elsewhere(std::string message);

/// Which of the servers that keywords may lead to is the one. May be used by several threads.
class FirstReached {
  public:
    /// `keywords` lead to a server, or to one of several.
    explicit FirstReached(postgres::Keywords keywords) : keywords_(std::move(keywords)) {}

    /// What leads to the one server, or still to one of several.
    postgres::Keywords keywords() const;
    /// Is it decided which one it is?
    bool decided() const;
    /// From here on it is the one at that address, whichever server comes up there.
    /// `way` leads to it.
    void decide_address(const postgres::Keywords& way);
    /// Is whichever server answers the one?
    bool any_will_do() const;
    /// The first session that is with a server that was started then decides; every other one has
    /// to be with the same server. Throws Error (69).
    void identify(const std::string& started);

  private:
    void narrow(const postgres::Keywords& way);

    mutable std::mutex mutex_;
    postgres::Keywords keywords_;
    bool decided_ = false;
    std::string address_;                // in words
    std::optional<std::string> started_; // by it a server is known; nothing: not yet
};

} // namespace pgslate::database
