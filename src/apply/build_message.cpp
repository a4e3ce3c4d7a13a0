#include "apply/build_message.hpp"

#include <utility>

namespace pgslate::apply {

BuildMessage::BuildMessage(const plan::Plan& plan, Frame frame, std::vector<std::string> own)
    : plan_(plan), frame_(frame), settings_(std::move(own)) {}

void BuildMessage::clear() {
    statements_.clear();
    sources_.clear();
    sql_size_ = 0;
}

Transaction BuildMessage::add_transaction(const Steps& steps, std::size_t from, std::size_t to) {
    Transaction transaction{.from = from, .to = to, .first = statements_.size()};
    add(frame_.begin, steps[from], Part::frame);
    for (auto i = from; i < to; ++i) add_step(steps[i]);
    settings_.forget(); // a SET LOCAL ends with it
    transaction.last = statements_.size();
    add(frame_.end, steps[to - 1], Part::end);
    return transaction;
}

// A savepoint before the settings too: what fails leaves them as they were.
void BuildMessage::add_guarded(std::size_t step) {
    add("SAVEPOINT step", step, Part::frame);
    add_step(step);
    add("RELEASE SAVEPOINT step", step, Part::frame);
}

void BuildMessage::add(std::span<const postgres::Statement> statements) {
    statements_.insert(statements_.end(), statements.begin(), statements.end());
}

void BuildMessage::add(std::string sql, std::size_t step, Part part) {
    statements_.push_back({.sql = sql::Text::verbatim(std::move(sql))});
    sources_.push_back({step, part});
}

void BuildMessage::add_step(std::size_t index) {
    const auto& step = plan_.steps[index];
    for (auto& setting : settings_.change_to(step.settings))
        add(std::move(setting), index, Part::setting);
    statements_.push_back({.sql = step.sql, .copy_data = step.copy_data.value_or(SharedText())});
    sources_.push_back({index, Part::itself});
    sql_size_ += step.sql.sql().size();
}

bool BuildMessage::is_step(std::size_t statement) const {
    return statement < sources_.size() && sources_[statement].part == Part::itself;
}

Failure BuildMessage::failure_of(const postgres::BatchResult& result) const {
    const auto& source = sources_.at(result.failed);
    const bool itself = source.part == Part::itself;
    return {.step = source.step,
            .error = *result.error,
            .offset = itself ? result.offset : 0,
            .offset_known = itself && result.offset_known,
            .at_end = source.part == Part::end,
            .unread = result.failed > result.done};
}

// pg_dump of a newer server sets parameters that an older one does not know.
bool BuildMessage::leaves_setting_out(const postgres::BatchResult& result) {
    const bool setting = sources_.at(result.failed).part == Part::setting;
    if (!setting || result.error->sqlstate != "42704") return false;
    settings_.leave_out(statements_[result.failed].sql.sql());
    return true;
}

} // namespace pgslate::apply
