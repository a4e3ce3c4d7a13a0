#include "desired/rereading.hpp"

#include "embedded/would_run.hpp"
#include "postgres/session_settings.hpp"

#include <algorithm>

namespace pgslate::desired {
namespace {

using sql::text;

constexpr std::string_view doing = "reading a printed text again";

// A signal, or the end of the session: nothing that a text is to blame for.
bool ends_all(const Error& error) {
    return is_interruption(error)
           || dynamic_cast<const postgres::ConnectionLost*>(&error) != nullptr;
}

} // namespace

Rereading::Rereading(postgres::Session& session, Transaction transaction)
    : session_(session), transaction_(transaction) {
    session_.execute(transaction_ == Transaction::own ? text("BEGIN") : text("SAVEPOINT rereading"),
                     doing);
    session_.execute(text("SET LOCAL search_path = '';\n{};\nSET LOCAL check_function_bodies = off",
                          postgres::printing_settings()),
                     doing);
    safe_ = can_take_away_what_would_run();
    if (!safe_) return;
    // The place for temporary objects is made once. The server also has to know of what was taken
    // away before a savepoint, and learns that only with something new: "cannot start a
    // subtransaction when there are unprocessed inval messages".
    session_.execute(text("CREATE TEMPORARY VIEW pgslate_first AS SELECT"), doing);
    session_.execute(text("SAVEPOINT reading"), doing);
}

Rereading::~Rereading() {
    try {
        session_.execute(
            transaction_ == Transaction::own
                ? text("ROLLBACK")
                : text("ROLLBACK TO SAVEPOINT rereading;\nRELEASE SAVEPOINT rereading"),
            doing);
    } catch (const Error&) {
        // The session has ended, and the transaction with it.
    }
}

bool Rereading::can_take_away_what_would_run() try {
    const auto question = sql::Text::verbatim(std::string(embedded::would_run));
    return std::ranges::all_of(session_.query(question, doing), [this](const postgres::Row& row) {
        if (!row.at(0)) return false;
        session_.execute(sql::Text::verbatim(*row.at(0)), doing);
        return true;
    });
} catch (const Error& error) {
    if (ends_all(error)) throw;
    return false;
}

// With the extended protocol: there a message is one statement, whatever its text says (manual,
// "Extended Query").
void Rereading::run_alone(const sql::Text& statement) {
    session_.query(statement, doing);
}

void Rereading::go_back_after(const Error& error) {
    if (ends_all(error)) throw;
    session_.execute(text("ROLLBACK TO SAVEPOINT reading"), doing);
}

void Rereading::keep(const sql::Text& statement) try {
    if (!safe_) return;
    run_alone(statement);
    session_.execute(text("SAVEPOINT reading"), doing);
} catch (const Error& error) {
    go_back_after(error);
}

std::optional<std::string> Rereading::printed(const sql::Text& statement,
                                              const plan::Carrier& carrier) try {
    if (!carrier.schemas.empty())
        session_.execute(text("SET LOCAL search_path TO {}", sql::name_list(carrier.schemas)),
                         doing);
    run_alone(statement);
    std::optional<std::string> result;
    const std::vector<sql::Text> message = {text("SET LOCAL search_path TO ''"), carrier.question,
                                            text("ROLLBACK TO SAVEPOINT reading")};
    session_.ask(message, doing, [&](std::size_t, const postgres::Answer& answer) {
        if (answer.rows() == 1 && answer.cell(0, 0)) result = std::string(*answer.cell(0, 0));
    });
    return result;
} catch (const Error& error) {
    go_back_after(error);
    return std::nullopt;
}

bool Rereading::print_again(const plan::Carrier& carrier, std::vector<std::string>& printings) {
    const auto& statement =
        printings.empty() ? carrier.statement : sql::Text::verbatim(printings.back());
    auto again = printed(statement, carrier);
    if (!again) return false;
    printings.push_back(*std::move(again));
    return true;
}

// Mostly once is enough.
bool Rereading::meet(const plan::Carrier& one, const plan::Carrier& other) {
    std::vector<std::string> ours;
    std::vector<std::string> theirs;
    for (int times = 0; safe_ && times < 2; ++times) {
        const bool more = print_again(other, theirs);
        if (theirs.empty()) return false;
        if (!print_again(one, ours) && !more) return false;
        if (std::ranges::find_first_of(ours, theirs) != ours.end()) return true;
    }
    return false;
}

} // namespace pgslate::desired
