#include "desired/fingerprint.hpp"

#include "embedded/fingerprint.hpp"
#include "live/server_lines.hpp"

namespace pgslate::desired {

Fingerprint fingerprint_of(postgres::Session& session) {
    const auto question = live::for_server(embedded::fingerprint, session.server().version);
    Fingerprint fingerprint{.major = session.server().major(), .details = {}};
    for (const auto& row :
         session.query(sql::Text::verbatim(question), "reading what the server is"))
        for (const auto& cell : row) fingerprint.details.push_back(cell.value_or(""));
    return fingerprint;
}

} // namespace pgslate::desired
