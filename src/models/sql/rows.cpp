#include "models/sql/rows.hpp"

#include <array>

namespace pgslate::models {

std::vector<std::string> filled_table(TokenReader reader) {
    constexpr std::array adding = {"insert", "merge"};
    constexpr std::array verbs = {"insert", "merge", "update", "delete", "select", "values"};
    if (reader.take("copy")) return reader.take_name();
    if (reader.sees("with")) reader.move_to_any(verbs);
    if (!reader.sees_any(adding)) return {};
    reader.skip();
    reader.take("into");
    reader.take("only");
    return reader.take_name();
}

std::vector<std::vector<std::string>> referred_tables(TokenReader reader) {
    std::vector<std::vector<std::string>> tables;
    while (!reader.at_end())
        if (!reader.take("references"))
            reader.skip();
        else if (auto name = reader.take_name(); !name.empty())
            tables.push_back(std::move(name));
    return tables;
}

} // namespace pgslate::models
