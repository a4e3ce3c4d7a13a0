#include "postgres/row.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <charconv>
#include <system_error>

namespace pgslate::postgres {

void refuse_answer(std::string_view why) {
    throw Error(ExitStatus::failed, format("the server's answer makes no sense: {}", why),
                {"Either it is no PostgreSQL server, or something in between changes what it says: "
                 "give the address of the server itself."});
}

const Cell& Row::at(std::size_t column) const {
    if (column >= cells_.size())
        refuse_answer(format("{} columns where there must be more", cells_.size()));
    return cells_[column];
}

std::int64_t Row::number(std::size_t column, std::int64_t otherwise) const {
    const auto& cell = at(column);
    if (!cell) return otherwise;
    std::int64_t result = 0;
    const auto* const end = cell->data() + cell->size();
    const auto [stop, error] = std::from_chars(cell->data(), end, result);
    if (error != std::errc() || stop != end) refuse_answer(format("\"{}\" is no number", *cell));
    return result;
}

} // namespace pgslate::postgres
