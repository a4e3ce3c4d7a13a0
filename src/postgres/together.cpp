#include "postgres/together.hpp"

#include <utility>

namespace pgslate::postgres {
namespace {

std::vector<Row> rows_of(const Answer& answer) {
    std::vector<Row> rows;
    rows.reserve(answer.rows());
    for (std::size_t row = 0; row < answer.rows(); ++row) {
        std::vector<Cell> cells;
        for (std::size_t column = 0; column < answer.columns(); ++column)
            cells.emplace_back(answer.cell(row, column));
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

} // namespace

void Together::add(sql::Text question, Take take) {
    statements_.push_back(std::move(question));
    takers_.push_back(std::move(take));
}

void Together::add(sql::Text statement) {
    statements_.push_back(std::move(statement));
}

void Together::add(const Together& other) {
    statements_.insert(statements_.end(), other.statements_.begin(), other.statements_.end());
    takers_.insert(takers_.end(), other.takers_.begin(), other.takers_.end());
}

void Together::ask(Session& session, std::string_view doing) const {
    std::size_t answers = 0;
    session.ask(statements_, doing, [&](std::size_t number, const Answer& answer) {
        if (number >= takers_.size()) refuse_answer("more answers than questions");
        takers_[number](rows_of(answer));
        ++answers;
    });
    if (answers < takers_.size()) refuse_answer("fewer answers than questions");
}

} // namespace pgslate::postgres
