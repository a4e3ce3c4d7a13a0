#include "apply/following.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "sql/secrets.hpp"

#include <string>

namespace pgslate::apply {
namespace {

using postgres::Statement;

Progress* if_followed(Progress* progress) {
    const bool followed =
        progress != nullptr && (progress->is_shown() || progress->hears_statements());
    return followed ? progress : nullptr;
}

// Enough for a line of any terminal. A statement may be megabytes of rows.
std::string told(const Statement& statement) {
    constexpr std::size_t enough = 2000;
    return std::string(clip(sql::without_secrets(clip(statement.sql.sql(), 4 * enough)), enough));
}

// Which of several takes long is not known before all have run.
std::string part_of(std::span<const Statement> statements, std::size_t begin, std::size_t end,
                    const Following::Counts& counts) {
    constexpr std::size_t enough_to_know = 60;
    const Statement* first = nullptr;
    std::size_t count = 0;
    for (auto i = begin; i < end; ++i)
        if (counts(i) && ++count == 1) first = &statements[i];
    if (count < 2) return first == nullptr ? "" : told(*first);
    return format("{} and {} more", clip(told(*first), enough_to_know), count - 1);
}

} // namespace

Following::Following(postgres::Session& session, std::string_view what, std::size_t steps)
    : session_(session), progress_(if_followed(session.progress())),
      task_(progress_, what, steps, "statements") {}

postgres::BatchResult Following::run(std::span<const Statement> statements, std::size_t from,
                                     const Counts& counts) {
    if (progress_ == nullptr) return session_.run(statements);
    task_.set_done(from);
    const auto begins = [&](std::size_t first, std::size_t count) {
        task_.set_part(part_of(statements, first, first + count, counts));
    };
    const auto ends = [&](std::size_t first, std::size_t count, std::chrono::nanoseconds took) {
        progress_->answered();
        for (auto i = first; i < first + count; ++i)
            if (counts(i)) task_.add_done();
        if (progress_->hears_statements() && count == 1 && counts(first))
            progress_->hear(told(statements[first]), took);
    };
    const auto copied = [&](std::size_t done, std::size_t total) {
        progress_->remark("COPY", {done, total, "bytes"});
    };
    return session_.run(statements, {.one_by_one = progress_->hears_statements(),
                                     .begins = begins,
                                     .ends = ends,
                                     .copied = copied});
}

} // namespace pgslate::apply
