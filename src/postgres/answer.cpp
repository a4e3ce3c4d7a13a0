#include "postgres/answer.hpp"

#include <libpq-fe.h>

namespace pgslate::postgres {
namespace {

constexpr Oid text_array_type = 1009; // pg_type.dat

int as_int(std::size_t number) {
    return static_cast<int>(number);
}

} // namespace

Answer::Answer(PGresult* result) : result_(result, PQclear) {}

std::size_t Answer::rows() const {
    return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::size_t Answer::columns() const {
    return static_cast<std::size_t>(PQnfields(result_.get()));
}

std::string_view Answer::name(std::size_t column) const {
    return PQfname(result_.get(), as_int(column));
}

bool Answer::is_list(std::size_t column) const {
    return PQftype(result_.get(), as_int(column)) == text_array_type;
}

std::optional<std::string_view> Answer::cell(std::size_t row, std::size_t column) const {
    const auto* result = result_.get();
    if (PQgetisnull(result, as_int(row), as_int(column)) == 1) return std::nullopt;
    return std::string_view(
        PQgetvalue(result, as_int(row), as_int(column)),
        static_cast<std::size_t>(PQgetlength(result, as_int(row), as_int(column))));
}

} // namespace pgslate::postgres
