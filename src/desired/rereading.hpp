// Printed texts, read and printed again by the server.
#pragma once

#include "plan/carrier.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

/// Whose transaction a rereading is in.
enum class Transaction {
    own,      ///< it begins one, which comes to nothing
    of_caller ///< there is one already, which goes on as if nothing had been done in it
};

/// Something in a scratch database that comes to nothing. The texts may be anybody's: each
/// stands alone in a message of its own, in a statement that runs nothing of it, and what the
/// server would ask while it reads has been taken away.
class Rereading {
  public:
    /// The session is needed as long. Throws Error.
    explicit Rereading(postgres::Session& session, Transaction transaction = Transaction::own);
    ~Rereading();
    Rereading(const Rereading&) = delete;
    Rereading& operator=(const Rereading&) = delete;

    /// Are the two printed alike, once each was read again once or twice? What the server does not
    /// read is like nothing. Throws Error when the session ends.
    bool meet(const plan::Carrier& one, const plan::Carrier& other);

    /// Runs a statement that stays until the end, if the server takes it; alone in its message.
    void keep(const sql::Text& statement);

  private:
    bool can_take_away_what_would_run();
    void run_alone(const sql::Text& statement);
    void go_back_after(const Error& error);
    std::optional<std::string> printed(const sql::Text& statement, const plan::Carrier& carrier);
    bool print_again(const plan::Carrier& carrier, std::vector<std::string>& printings);

    postgres::Session& session_;
    const Transaction transaction_;
    bool safe_ = false; ///< nothing would run
};

} // namespace pgslate::desired
