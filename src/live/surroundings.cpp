#include "live/surroundings.hpp"

#include "embedded/surroundings.hpp"
#include "live/server_lines.hpp"

namespace pgslate::live {

std::vector<std::string> surroundings_of(postgres::Session& session) {
    const auto question = for_server(embedded::surroundings, session.server().version);
    std::vector<std::string> parts;
    for (const auto& row :
         session.query(sql::Text::verbatim(question), "reading what the server is"))
        for (const auto& cell : row) parts.push_back(cell.value_or(""));
    return parts;
}

} // namespace pgslate::live
