#include "live/moment.hpp"

#include "base/format.hpp"
#include "embedded/moment.hpp"
#include "live/asking.hpp"

#include <optional>
#include <random>
#include <set>
#include <utility>

namespace pgslate::live {
namespace {

// Of an older row that is gone nothing is known but its kind; what has changed has come again.
std::set<std::string> come_instead(const std::string& kind, const Moment& before,
                                   const Moment& after) {
    std::set<std::string> names;
    for (const auto& [version, name] : after.recent)
        if (!before.recent.contains(version) && name.starts_with(kind + " ")) names.insert(name);
    if (names.empty()) names.insert(format("a {} that is gone", kind));
    return names;
}

void take(Moment& moment, const std::string& what, const std::optional<std::string>& whose,
          const std::string& version) {
    if (whose)
        moment.recent.emplace(version, format("{} {}", what, *whose));
    else if (what == "horizon")
        moment.horizon = version;
    else
        moment.counts.emplace(what, version);
}

Moment moment_in(const postgres::Answer& answer) {
    const auto cell = [&](std::size_t row, std::size_t column) {
        const auto value = answer.cell(row, column);
        return value ? std::optional(std::string(*value)) : std::nullopt;
    };
    Moment moment;
    for (std::size_t row = 0; row < answer.rows(); ++row)
        take(moment, cell(row, 0).value_or(""), cell(row, 1), cell(row, 2).value_or(""));
    return moment;
}

// The question, prepared. That outlives its transaction: unless it is forgotten in the message that
// ends it, as behind a pooler, where the next message may reach another session, it is here. Should
// one stay in a pooler's session all the same, it is in nobody's way.
class Prepared {
  public:
    explicit Prepared(postgres::Session& session)
        : session_(session), name_(format("pgslate_moment_{:08x}", std::random_device()())) {
        session.execute(sql::text("PREPARE {}(text, oid[]) AS {}", name_,
                                  sql::Text::verbatim(std::string(embedded::moment))),
                        reading_the_database);
    }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    Prepared(Prepared&&) = delete;
    Prepared& operator=(Prepared&&) = delete;
    ~Prepared() {
        if (is_forgotten) return;
        try {
            session_.execute(sql::text("ROLLBACK;\n{}", forgetting()), reading_the_database);
        } catch (const Error&) {
            // The session is gone, and it with it.
        }
    }

    sql::Text executing(const std::string& horizon, const std::string& held) const {
        return sql::text("EXECUTE {}({}, {})", name_, sql::Literal(horizon), sql::Literal(held));
    }
    sql::Text forgetting() const { return sql::text("DEALLOCATE {}", name_); }

    bool is_forgotten = false;

  private:
    postgres::Session& session_;
    const sql::Identifier name_;
};

} // namespace

Moment moment_of(postgres::Session& session, const std::string& held, const std::string& horizon) {
    Moment moment;
    const auto question = sql::Text::verbatim(std::string(embedded::moment));
    for (const auto& row : session.query(question, reading_the_database, {horizon, held}))
        take(moment, row.at(0).value_or(""), row.at(1), row.at(2).value_or(""));
    return moment;
}

Moments end_and_look(postgres::Session& session, const std::string& held) {
    Prepared prepared(session);
    const auto look = [&](std::vector<sql::Text> before, const std::string& horizon,
                          std::vector<sql::Text> behind) {
        Message message{.texts = std::move(before), .takers = {}};
        Moment moment;
        message.add(prepared.executing(horizon, held),
                    [&](const postgres::Answer& answer) { moment = moment_in(answer); });
        message.texts.insert(message.texts.end(), behind.begin(), behind.end());
        send(session, message);
        return moment;
    };
    Moments moments;
    moments.before = look({sql::text("SET LOCAL plan_cache_mode = force_generic_plan")}, "", {});
    moments.after =
        look({sql::text("COMMIT"), sql::text("SET plan_cache_mode = force_generic_plan")},
             moments.before.horizon, {sql::text("RESET plan_cache_mode"), prepared.forgetting()});
    prepared.is_forgotten = true;
    return moments;
}

std::vector<std::string> changed(const Moment& before, const Moment& after) {
    std::set<std::string> names;
    for (const auto& [version, name] : before.recent)
        if (!after.recent.contains(version)) names.insert(name);
    for (const auto& [kind, count] : before.counts) {
        const auto now = after.counts.find(kind);
        if (now == after.counts.end() || now->second != count)
            names.merge(come_instead(kind, before, after));
    }
    return {names.begin(), names.end()};
}

sql::Text busy_question() {
    return sql::text("SELECT pg_catalog.pg_is_in_recovery() "
                     "OR pg_catalog.age(pg_catalog.pg_snapshot_xmax(s)::xid) <> 0 "
                     "OR EXISTS (SELECT FROM pg_catalog.pg_snapshot_xip(s)) "
                     "FROM pg_catalog.pg_current_snapshot() s");
}

} // namespace pgslate::live
