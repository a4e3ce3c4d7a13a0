#include "live/objects_in_schemas.hpp"

#include "embedded/objects_in_schemas.hpp"
#include "live/text_array.hpp"

namespace pgslate::live {

std::vector<Object> objects_in_schemas(postgres::Session& session,
                                       const std::vector<std::string>& schemas) {
    const auto question = sql::Text::verbatim(std::string(embedded::objects_in_schemas));
    std::vector<Object> objects;
    for (const auto& row :
         session.query(question, "reading what the schemas contain", {text_array(schemas)}))
        objects.push_back({.type = row.at(0).value_or(""), .identity = row.at(1).value_or("")});
    return objects;
}

} // namespace pgslate::live
