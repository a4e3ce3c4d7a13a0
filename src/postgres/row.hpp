// A row of an answer. Whoever answers may be anybody: what a row lacks is an error, no accident.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::postgres {

using Cell = std::optional<std::string>; ///< its text; nothing for NULL

/// Throws Error: the server's answer makes no sense, since `why`.
[[noreturn]] void refuse_answer(std::string_view why);

class Row {
  public:
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

    /// Throws Error where the answer has no such column.
    const Cell& at(std::size_t column) const;
    const Cell& operator[](std::size_t column) const { return at(column); }
    /// The number in a cell, or `otherwise` if it is NULL. Throws Error if it holds something else.
    std::int64_t number(std::size_t column, std::int64_t otherwise = 0) const;

    std::size_t size() const { return cells_.size(); }
    auto begin() const { return cells_.begin(); }
    auto end() const { return cells_.end(); }

  private:
    std::vector<Cell> cells_;
};

} // namespace pgslate::postgres
