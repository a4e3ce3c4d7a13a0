// What the server answers to one question, with the names of its columns: for answers of many rows,
// whose cells are looked at where they arrived.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

struct pg_result; // libpq's PGresult

namespace pgslate::postgres {

/// What it gives out lives as long as it does.
class Answer {
  public:
    /// Takes the result over.
    explicit Answer(pg_result* result);

    std::size_t rows() const;
    std::size_t columns() const;
    /// The name of a column.
    std::string_view name(std::size_t column) const;
    /// Is the column of type text[]?
    bool is_list(std::size_t column) const;
    /// The text of a cell; nothing for NULL.
    std::optional<std::string_view> cell(std::size_t row, std::size_t column) const;

  private:
    std::unique_ptr<pg_result, void (*)(pg_result*)> result_;
};

} // namespace pgslate::postgres
