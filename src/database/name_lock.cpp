#include "database/name_lock.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/temporary.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace pgslate::database {
namespace {

using postgres::Session;
using postgres::Together;
using Rows = std::vector<postgres::Row>;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// The first of the lock's two numbers: "pgsl" in ASCII. The second is the hash of the name; two
// names of one hash only wait for each other.
constexpr int lock_class = 0x7067736C;

constexpr std::string_view lock_attempt = R"(
SELECT pg_catalog.pg_try_advisory_lock({}, {}),
       pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery())";

// An advisory lock belongs to a database, and the lock is on whichever of these its holder could
// reach; they are shown to all sessions.
constexpr std::string_view holder_question = R"(
SELECT l.pid, a.application_name, pg_catalog.host(a.client_addr),
       pg_catalog.to_char(a.backend_start, 'HH24:MI:SS TZ')
FROM pg_catalog.pg_locks l
LEFT JOIN pg_catalog.pg_stat_get_activity(NULL) a ON a.pid = l.pid -- the view takes longer to plan
WHERE l.locktype = 'advisory' AND l.granted
  AND l.classid = ({})::int4::oid AND l.objid = ({})::int4::oid AND l.objsubid = 2
  AND l.pid <> pg_catalog.pg_backend_pid()
  AND l.database IN (SELECT d.oid FROM pg_catalog.pg_database d
                     WHERE d.datname IN ('postgres', 'template1', {}))
ORDER BY a.backend_start LIMIT 1)";

// Locks for tokens are held on whichever database their holder could reach, too.
constexpr std::string_view held_question = R"(
SELECT l.objid FROM pg_catalog.pg_locks l
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ({})::int4::oid AND l.objsubid = 2
  AND l.pid <> pg_catalog.pg_backend_pid())";

std::optional<Holder> holder_from(const Rows& rows) {
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    return Holder{.pid = static_cast<int>(row.number(0)),
                  .application = row.at(1).value_or(""),
                  .address = row.at(2).value_or(""),
                  .since = row.at(3).value_or("")};
}

int key_for(const std::string& name) {
    return static_cast<int>(name_hash(name));
}

void ask_holder_of(Together& together, const std::string& name, std::optional<Holder>& result) {
    together.add(sql::text(holder_question, lock_class, key_for(name), sql::Literal(name)),
                 [&result](const Rows& rows) { result = holder_from(rows); });
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
    session.query(sql::text("SELECT pg_catalog.pg_advisory_unlock({}, {})", lock_class, key),
                  "giving the lock back");
}

// Of two who have it on different databases, whoever is not with the usual one gives way.
bool gives_way(Session& session) {
    return session
               .query_row(sql::Text::verbatim("SELECT pg_catalog.current_database()"),
                          "looking where the lock is")
               .at(0)
           != "postgres";
}

// Did the attempt succeed?
bool is_taken(const Rows& answer, int backend_pid) {
    if (answer.size() != 1) postgres::refuse_answer("not one row where there is one");
    const auto& row = answer.front();
    if (row.at(1) != std::to_string(backend_pid)) refuse_pooler();
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
    throw Error(
        ExitStatus::busy,
        format("another pgslate works on database {}: {}", in_quotes(name), to_string(holder)),
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

// Nobody else has it on another database either.
bool NameLock::attempt(const Together& also) {
    Together together;
    if (!ours_)
        together.add(sql::text(lock_attempt, lock_class, key_for(name_)), [this](const Rows& rows) {
            ours_ = is_taken(rows, session_.server().backend_pid);
        });
    ask_holder_of(together, name_, holder_);
    together.add(also);
    together.ask(session_, "taking the lock for the database's name");
    return ours_ && !holder_;
}

NameLock::NameLock(Session& session, const std::string& name, const Patience& patience,
                   const Together& also, GiveBack give_back)
    : session_(session), name_(name), give_back_(give_back) {
    const auto begin = Clock::now();
    Pause pause;
    auto next_word = begin;
    while (!attempt(also)) {
        if (ours_ && gives_way(session_)) {
            unlock(session_, key_for(name_));
            ours_ = false;
        }
        if (holder_ && Clock::now() >= next_word) {
            patience.waiting(*holder_);
            next_word = Clock::now() + 10s;
        }
        const auto timeout = patience.lock_timeout;
        const bool over = timeout > 0ms && Clock::now() - begin >= timeout;
        if (over || !patience.is_wanted()) give_up(name, holder_.value_or(Holder{}), timeout);
        sleep_for(session_.interruption(), pause.next());
    }
}

NameLock::~NameLock() {
    if (give_back_ == GiveBack::at_the_end) give_back();
}

void NameLock::give_back() noexcept {
    if (std::exchange(given_back_, true)) return;
    try {
        const Interruption::Shield shield(session_.interruption());
        unlock(session_, key_for(name_));
    } catch (const std::exception&) {
        // The session is gone, and the lock with it.
    }
}

void hold(Together& together, const std::string& name) {
    together.add(
        sql::text("SELECT pg_catalog.pg_try_advisory_lock({}, {})", lock_class, key_for(name)),
        [](const Rows&) {});
}

void release(Session& session, const std::string& name) {
    unlock(session, key_for(name));
}

void ask_held(Together& together, const std::function<void(const IsHeld&)>& take) {
    together.add(sql::text(held_question, lock_class), [take](const Rows& rows) {
        std::set<std::uint32_t> keys;
        for (const auto& row : rows) keys.insert(static_cast<std::uint32_t>(row.number(0)));
        take([&keys](const std::string& name) { return keys.contains(name_hash(name)); });
    });
}

void ask_holder(Together& together, const std::string& name, std::optional<Holder>& result) {
    ask_holder_of(together, name, result);
}

std::optional<Holder> holder_of(Session& session, const std::string& name) {
    std::optional<Holder> result;
    Together together;
    ask_holder(together, name, result);
    together.ask(session, "looking for another pgslate");
    return result;
}

} // namespace pgslate::database
