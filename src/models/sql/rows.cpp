#include "models/sql/rows.hpp"

#include "models/sql/schema_and_name.hpp"

#include <array>

namespace pgslate::models {
namespace {

// As it is named there.
std::vector<std::string> name_of_filled(TokenReader reader) {
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

} // namespace

std::vector<std::string> filled_table(TokenReader statement, const std::string& schema) {
    return schema_and_name(name_of_filled(std::move(statement)), schema);
}

std::vector<std::vector<std::string>> referred_tables(TokenReader definition,
                                                      const std::string& schema) {
    std::vector<std::vector<std::string>> tables;
    while (!definition.at_end())
        if (!definition.take("references"))
            definition.skip();
        else if (auto name = definition.take_name(); !name.empty())
            tables.push_back(schema_and_name(std::move(name), schema));
    return tables;
}

} // namespace pgslate::models
