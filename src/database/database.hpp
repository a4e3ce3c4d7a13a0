// One database as a whole.
#pragma once

#include "database/definition.hpp"
#include "database/name_lock.hpp"
#include "database/temporary.hpp"
#include "postgres/together.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace pgslate::database {

struct Properties {
    std::string owner;
    std::string encoding;
    std::string comment;
    std::optional<std::int64_t> bytes; ///< nothing if the role may not know
    int sessions = 0;                  ///< of others
};

// All of these ask on any session with the server, as a rule one with the maintenance database, and
// throw Error when the server refuses.

/// What the server knows of a database; nothing if there is none of that name.
std::optional<Properties> find(postgres::Session& session, const std::string& name);
/// The same among other questions: `result` is there once they are answered.
void ask_properties(postgres::Together& together, const std::string& name,
                    std::optional<Properties>& result);

/// Drops the subscriptions of the session's own database without a word to where they come from:
/// with them it could not be dropped. What cannot be done is left; throws nothing.
void forget_subscriptions(postgres::Session& session) noexcept;

/// Asks, among other questions, whether an interrupted DROP DATABASE left the database unusable, so
/// that nobody can connect to it and only dropping it is possible (connection limit -2; manual,
/// "DROP DATABASE").
void ask_whether_invalid(postgres::Together& together, const std::string& name, bool& result);

/// Does the session's own database hold anything that was not made with the server itself?
bool has_objects(postgres::Session& session);

/// Is this one of the databases that a server needs itself and nobody may drop?
bool is_system(const std::string& name);

/// The mark of a protected database lives in its comment, behind what people wrote there.
bool has_protection_mark(const std::string& comment);
void set_protection_mark(postgres::Session& session, const std::string& name,
                         const Properties& properties);
/// Sets it again where it is gone, if a comment from before bears it.
void keep_protection_mark(postgres::Session& session, const std::string& name,
                          const std::string& comment_before);

/// A database that goes away again: models are tried in it.
class Scratch {
  public:
    /// Made with that encoding and locale, where they are said. Throws Error.
    Scratch(postgres::Session& maintenance, const CreateOptions& options);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const std::string& name() const { return name_; }

  private:
    void undo();

    postgres::Session& maintenance_;
    Temporary temporary_;
    std::string name_;
    NameLock lock_; ///< says that it is in use
    Interruption::Obligation obligation_;
};

} // namespace pgslate::database
