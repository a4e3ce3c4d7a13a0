// Steps of a plan as the statements of one message.
#pragma once

#include "apply/batches.hpp"
#include "apply/settings.hpp"
#include "postgres/session.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace pgslate::apply {

/// What stands around the steps of one transaction.
struct Frame {
    const char* begin;
    const char* end;
    const char* undo;
};

/// A transaction of a message.
struct Transaction {
    std::size_t from = 0;  ///< where in the list of steps it begins
    std::size_t to = 0;    ///< and ends
    std::size_t first = 0; ///< its BEGIN among the statements
    std::size_t last = 0;  ///< its COMMIT
};

/// Builds one message after the other for a session, and knows which settings hold there: those
/// that a step wants go before it. The plan has to live as long.
class BuildMessage {
  public:
    /// `own` are the session's own SET statements.
    BuildMessage(const plan::Plan& plan, Frame frame, std::vector<std::string> own);

    /// Begins another one.
    void clear();
    /// Steps [from, to) of the list in a transaction of their own.
    Transaction add_transaction(const Steps& steps, std::size_t from, std::size_t to);
    /// One step in a savepoint of its own.
    void add_guarded(std::size_t step);
    /// What belongs to no step.
    void add(std::span<const postgres::Statement> statements);

    const std::vector<postgres::Statement>& statements() const { return statements_; }
    /// Is this statement the SQL of a step itself?
    bool is_step(std::size_t statement) const;
    /// Bytes of the steps' SQL.
    std::size_t sql_size() const { return sql_size_; }

    /// Which step failed, of what this message has come to.
    Failure failure_of(const postgres::BatchResult& result) const;
    /// True if what failed is a setting that the server does not know: it is never sent again.
    bool leaves_setting_out(const postgres::BatchResult& result);
    /// Something was undone: which settings hold is not known any more.
    void forget_settings() { settings_.forget(); }

  private:
    // What a statement is to the step for which it is sent.
    enum class Part { itself, setting, frame, end };
    struct Source {
        std::size_t step;
        Part part;
    };
    void add(std::string sql, std::size_t step, Part part);
    void add_step(std::size_t index);

    const plan::Plan& plan_;
    Frame frame_;
    Settings settings_;
    std::vector<postgres::Statement> statements_;
    std::vector<Source> sources_; // of each of them, but for what belongs to no step
    std::size_t sql_size_ = 0;
};

} // namespace pgslate::apply
