// Giving a database another name while others use it.
#pragma once

#include "database/sessions.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// Opens another session with the maintenance database.
using Connect = std::function<postgres::Session()>;

/// What else is to be done in a transaction before it ends.
using Last = std::function<void(postgres::Session&)>;

/// The statements of one transaction that renames databases.
class NameChange {
  public:
    NameChange();
    void rename(const std::string& from, const std::string& to);
    /// Fails the transaction unless the database of that name is the one of this oid: somebody may
    /// have put another in its place since it was looked at.
    void expect(const std::string& name, const std::string& oid);
    void comment(const std::string& database, const std::string& words);
    /// ALTER DATABASE with that.
    void alter(const std::string& database, const sql::Text& what);

    /// Runs it on `maintenance`. Renaming first locks a database, so that nobody new comes in, and
    /// then waits up to 5 s for those who are in; those who use the databases `oids` are ended from
    /// another session meanwhile, so that nobody who connects again and again can prevent it.
    /// It takes no longer than the session waits for locks, but for a second at least.
    /// Returns why the server refused, if it did; then nothing has changed. Throws Error when a
    /// signal comes or a session breaks. What `last` runs on `maintenance` is part of the
    /// transaction; if it throws, nothing has changed either.
    std::optional<postgres::ServerError> run(postgres::Session& maintenance, const Connect& connect,
                                             const Oids& oids, const Last& last = {});

    /// Any statement.
    void add(const sql::Text& statement);

    /// Asked by run() together with who is there, before anything changes.
    void ask_first(const postgres::Together& questions) { questions_.add(questions); }

  private:
    std::vector<postgres::Statement> statements_;
    postgres::Together questions_;
};

} // namespace pgslate::database
