#include "live/survivors.hpp"

#include "embedded/survivors.hpp"

namespace pgslate::live {

Numbers numbers_of_tables(postgres::Session& session) {
    Numbers numbers;
    const auto rows = session.query(sql::Text::verbatim(std::string(embedded::survivors)),
                                    "looking which tables are the same");
    for (const auto& row : rows) {
        std::vector<std::string> names = {row.at(0).value_or(""), row.at(1).value_or("")};
        if (row.at(2)) names.push_back(*row.at(2));
        numbers.emplace(std::move(names), row.at(3).value_or(""));
    }
    return numbers;
}

} // namespace pgslate::live
