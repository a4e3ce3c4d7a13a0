#include "live/objects_in_schemas.hpp"

#include "embedded/objects_in_schemas.hpp"
#include "live/text_array.hpp"

namespace pgslate::live {

std::vector<Object> objects_in_schemas(postgres::Session& session,
                                       const std::vector<std::string>& schemas) {
    std::vector<Object> result;
    postgres::Together together;
    ask_objects_in_schemas(together, schemas, result);
    together.ask(session, "reading what the schemas contain");
    return result;
}

void ask_objects_in_schemas(postgres::Together& together, const std::vector<std::string>& schemas,
                            std::vector<Object>& result) {
    together.add(question_about(embedded::objects_in_schemas, schemas),
                 [&result](const std::vector<postgres::Row>& rows) {
                     result.clear();
                     for (const auto& row : rows)
                         result.push_back(
                             {.type = row.at(0).value_or(""), .identity = row.at(1).value_or("")});
                 });
}

} // namespace pgslate::live
