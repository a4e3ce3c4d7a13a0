// One pgslate at a time works on a database: an advisory lock for its name on the maintenance
// database, or on the one of that name by whoever is let into no other (manual, "Advisory Locks").
#pragma once

#include "postgres/together.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace pgslate::database {

/// Who holds a lock, as far as the role may see that.
struct Holder {
    int pid = 0;
    std::string application; ///< "pgslate resetdb", or empty
    std::string address;     ///< empty: this machine, or not to be seen
    std::string since;       ///< when its session began, in the server's time zone, or empty
};

/// In words: "process 4711 (pgslate resetdb) on 10.0.0.7, since 12:03:04".
std::string to_string(const Holder& holder);

/// How long to wait, and who hears for whom.
struct Patience {
    std::chrono::milliseconds lock_timeout{0}; ///< zero: as long as it takes
    /// Hears at once for whom, and every 10 s.
    std::function<void(const Holder&)> waiting = [](const Holder&) {};
    /// Asked between two attempts: what is not wanted any more is not waited for.
    std::function<bool()> is_wanted = [] { return true; };
};

/// When a lock is given back. `with_session`: what it is for is known to nobody any more.
enum class GiveBack { at_the_end, with_session };

class NameLock {
  public:
    /// Takes the lock for `name` by polling: a session that blocks in pg_advisory_lock makes
    /// CREATE INDEX CONCURRENTLY fail elsewhere. Throws Error: 75 when the time is up or it is not
    /// wanted, 77 on a standby, 78 where a pooler is in between. `also` is asked behind each
    /// attempt, in the same message: what it gives holds under the lock.
    NameLock(postgres::Session& session, const std::string& name, const Patience& patience,
             const postgres::Together& also = {}, GiveBack give_back = GiveBack::at_the_end);
    /// Gives it back; the end of the session would, too.
    ~NameLock();
    /// Gives it back before that; where the session is gone, it did.
    void give_back() noexcept;
    NameLock(const NameLock&) = delete;
    NameLock& operator=(const NameLock&) = delete;

  private:
    bool attempt(const postgres::Together& also);

    postgres::Session& session_;
    std::string name_;
    GiveBack give_back_;
    bool ours_ = false;
    bool given_back_ = false;
    std::optional<Holder> holder_;
};

/// Takes, among other questions, the lock for a name that nobody else takes, such as the token of a
/// temporary database: as long as the session lives it says that somebody is at it.
void hold(postgres::Together& together, const std::string& name);
/// Gives back what hold() took, before the session ends. Throws Error.
void release(postgres::Session& session, const std::string& name);

/// Is the lock for a name held by somebody else? Two names of one hash are not told apart.
using IsHeld = std::function<bool(const std::string&)>;
/// Asks, among other questions, which locks others hold.
void ask_held(postgres::Together& together, const std::function<void(const IsHeld&)>& take);

/// Asks, among other questions, who holds the lock for `name` on the server, if anybody.
void ask_holder(postgres::Together& together, const std::string& name,
                std::optional<Holder>& result);
/// The same alone. Throws Error.
std::optional<Holder> holder_of(postgres::Session& session, const std::string& name);

} // namespace pgslate::database
