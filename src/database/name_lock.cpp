#include "database/name_lock.hpp"

#include "base/format.hpp"
#include "database/temporary.hpp"

#include <algorithm>
#include <random>

namespace pgslate::database {
namespace {

using postgres::Session;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// The first of the lock's two numbers: "pgsl" in ASCII. The second is the hash of the name; two
// names of one hash only wait for each other.
constexpr int lock_class = 0x7067736C;

constexpr std::string_view lock_attempt = R"(
SELECT pg_catalog.pg_try_advisory_lock($1::int4, $2::int4),
       pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery())";

// An advisory lock belongs to a database, and the lock is on whichever of the two databases its
// holder could reach.
constexpr std::string_view holder_question = R"(
SELECT l.pid, a.application_name, pg_catalog.host(a.client_addr),
       pg_catalog.to_char(a.backend_start, 'HH24:MI:SS')
FROM pg_catalog.pg_locks l
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted
  AND l.classid = $1::int4::oid AND l.objid = $2::int4::oid AND l.objsubid = 2
  AND l.pid <> pg_catalog.pg_backend_pid()
  AND l.database IN (SELECT d.oid FROM pg_catalog.pg_database d
                     WHERE d.datname IN ('postgres', 'template1'))
ORDER BY a.backend_start LIMIT 1)";

std::vector<std::string> numbers(int key) {
    return {std::to_string(lock_class), std::to_string(key)};
}

std::optional<Holder> find_holder(Session& session, int key) {
    const auto rows = session.query(sql::Text::verbatim(std::string(holder_question)),
                                    "looking for another pgslate", numbers(key));
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    return Holder{.pid = static_cast<int>(row.number(0)),
                  .application = row.at(1).value_or(""),
                  .address = row.at(2).value_or(""),
                  .since = row.at(3).value_or("")};
}

[[noreturn]] void refuse_standby() {
    throw Error(ExitStatus::refused, "the server is a read-only standby",
                {"Databases are created and dropped on the primary; with several hosts, "
                 "target_session_attrs=read-write finds it."});
}

[[noreturn]] void refuse_pooler() {
    throw Error(ExitStatus::bad_configuration,
                "the connection goes through a pooler, which may give each transaction to another "
                "session",
                {"Give the address of the server itself: locks and settings need a session that "
                 "stays."});
}

void unlock(Session& session, int key) {
    session.query(sql::Text::verbatim("SELECT pg_catalog.pg_advisory_unlock($1::int4, $2::int4)"),
                  "giving the lock back", numbers(key));
}

bool is_with_template1(Session& session) {
    return session
               .query_row(sql::Text::verbatim("SELECT pg_catalog.current_database()"),
                          "looking where the lock is")
               .at(0)
           == "template1";
}

bool try_lock(Session& session, int key) {
    const auto row = session.query_row(sql::Text::verbatim(std::string(lock_attempt)),
                                       "taking the lock for the database's name", numbers(key));
    if (row.at(1) != std::to_string(session.server().backend_pid)) refuse_pooler();
    if (row.at(2) == "t") refuse_standby();
    return row.at(0) == "t";
}

// From 20 ms to 250 ms, and a random part, so that many who wait do not ask at once.
class Pause {
  public:
    std::chrono::milliseconds next() {
        pause_ = std::min(pause_ * 3 / 2, std::chrono::milliseconds(250ms));
        return pause_ * std::uniform_int_distribution<>(70, 130)(random_) / 100;
    }

  private:
    std::chrono::milliseconds pause_ = 20ms;
    std::minstd_rand random_{std::random_device{}()};
};

[[noreturn]] void give_up(const std::string& name, const Holder& holder,
                          std::chrono::milliseconds waited) {
    throw Error(ExitStatus::busy,
                format("another pgslate works on database \"{}\": {}", name, to_string(holder)),
                {format("Waited {} s for it; `--lock-timeout` sets how long.",
                        std::chrono::duration<double>(waited).count())});
}

} // namespace

std::string to_string(const Holder& holder) {
    auto text = format("process {}", holder.pid);
    if (!holder.application.empty()) text += format(" ({})", holder.application);
    if (!holder.address.empty()) text += format(" on {}", holder.address);
    if (!holder.since.empty()) text += format(", since {}", holder.since);
    return text;
}

NameLock::NameLock(Session& maintenance, const std::string& name, const Patience& patience)
    : session_(maintenance), key_(static_cast<int>(name_hash(name))) {
    const auto begin = Clock::now();
    Pause pause;
    auto next_word = begin;
    bool ours = false;
    while (true) {
        if (!ours) ours = try_lock(session_, key_);
        const auto holder = find_holder(session_, key_);
        if (ours && !holder) return;
        if (ours && is_with_template1(session_)) {
            unlock(session_, key_);
            ours = false;
        }
        if (holder && Clock::now() >= next_word) {
            patience.waiting(*holder);
            next_word = Clock::now() + 10s;
        }
        const auto timeout = patience.lock_timeout;
        if (timeout > 0ms && Clock::now() - begin >= timeout)
            give_up(name, holder.value_or(Holder{}), timeout);
        sleep_for(session_.interruption(), pause.next());
    }
}

NameLock::~NameLock() {
    try {
        const Interruption::Shield shield(session_.interruption());
        unlock(session_, key_);
    } catch (const std::exception&) {
        // The session is gone, and the lock with it.
    }
}

std::optional<Holder> holder_of(Session& session, const std::string& name) {
    return find_holder(session, static_cast<int>(name_hash(name)));
}

} // namespace pgslate::database
