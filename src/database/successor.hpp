// A database that is built beside another, or beside nothing, and then takes the name.
#pragma once

#include "database/creation.hpp"
#include "database/name_change.hpp"
#include "database/sessions.hpp"
#include "database/temporary.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// A complete database that nobody is let into.
struct Complete {
    std::string name;
    bool is_spare = false; ///< it may take the name itself; false: a copy of it does
    std::string strategy;  ///< of copying
};

/// Until it has the name, nobody has seen it and its end is to be dropped. Only to be made by
/// whoever holds the lock for the name.
class Successor {
  public:
    /// Creates it, empty, under a temporary name; with a former one as much like that as can be.
    /// Nobody else comes in, and it has no other owner, until open() or take_name(). `template1` as
    /// in create_like().
    Successor(postgres::Session& maintenance, Connect connect, const std::string& target,
              const CreateOptions& options, std::optional<Definition> former, const Warn& warn,
              const std::optional<Template1>& template1 = {});
    /// The same with all in it already, as `complete` has it. Throws Error.
    Successor(postgres::Session& maintenance, Connect connect, const std::string& target,
              const CreateOptions& options, std::optional<Definition> former, const Warn& warn,
              const Complete& complete);
    /// Drops it, unless it has taken the name.
    ~Successor();
    Successor(const Successor&) = delete;
    Successor& operator=(const Successor&) = delete;

    /// The name it has for now.
    const std::string& name() const { return name_; }

    /// When all is in it that shall run with our rights: its owner and others may come in, and its
    /// privileges can be set. Throws Error.
    void open();

    /// In one transaction the former one gives the name away and this one takes it. New connections
    /// to the former one wait that long, its sessions are ended. False if the name has been taken
    /// by somebody else meanwhile. Throws Error when the server refuses; then nothing has changed.
    /// `last` runs in that transaction, when the name is taken.
    bool take_name(const Last& last = {});

    /// Who else is in it, though nobody but superusers can be before open(); one line for each.
    std::vector<std::string> others() const { return others_in(maintenance_, {oid_}); }

    /// What the former one is called then, to be dropped; empty: there was none. As long as the
    /// session lives nobody else sees to it.
    std::string former_name() const { return former_ ? former_name_.name() : std::string(); }

    /// Whose sessions were ended.
    const std::vector<Client>& disconnected() const { return disconnected_; }

  private:
    std::string say_what_it_is() const;
    void copy(const CreateOptions& options, const Complete& complete);
    sql::Text letting_in() const;
    NameChange change();
    void finish(postgres::Session& session, const Last& last) const;
    void undo();

    postgres::Session& maintenance_;
    Connect connect_;
    Temporary fresh_;
    Temporary former_name_;
    std::optional<Definition> former_;
    Warn warn_;
    std::string owner_; ///< that it is still to get; empty: the one it has
    std::string name_;
    std::string oid_;
    std::vector<Client> disconnected_;
    Interruption::Obligation obligation_;
    bool is_shut_ = false; ///< nobody gets in at all, we neither
    bool is_open_ = false;
    bool has_name_ = false;
};

/// Takes the name from a database and drops it, so that whenever this is cut short either nothing
/// has changed or there is no database of that name. Only for whoever holds the lock for the name.
/// Throws Error when the server refuses to take the name; what it does not drop then is warned
/// about.
void drop_database(postgres::Session& maintenance, const Connect& connect, const std::string& name,
                   const Definition& definition, const Warn& warn);

} // namespace pgslate::database
