#pragma once

#include "postgres/session.hpp"

namespace pgslate::apply {

/// A session that statements of models run in. Their path, and what they have set, is for them: our
/// own statements must find nothing that they made. What was not given back by hand is in the end,
/// as far as there is something to give: in a transaction that failed there is not.
class LentSession {
  public:
    /// Throws Error where the same models would become another database, because of settings that
    /// the role may not change.
    explicit LentSession(postgres::Session& session);
    ~LentSession();
    LentSession(const LentSession&) = delete;
    LentSession& operator=(const LentSession&) = delete;

    /// Takes back what models have set, unless that is done already. Throws Error.
    void give_back(bool done_already);

  private:
    postgres::Session& session_;
    bool given_back_ = false;
};

} // namespace pgslate::apply
