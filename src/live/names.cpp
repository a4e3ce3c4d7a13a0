#include "live/names.hpp"

#include "embedded/names.hpp"

namespace pgslate::live {

std::set<catalog::Identity> read_names(postgres::Session& session) {
    const auto question = sql::Text::verbatim(std::string(embedded::names));
    std::set<catalog::Identity> identities;
    for (const auto& row : session.query(question, "reading what the database contains")) {
        const auto kind = catalog::kind_called(row.at(0).value_or(""));
        if (!kind) continue;
        catalog::Identity id{*kind, {}, {}};
        for (std::size_t i = 1; i <= 3; ++i)
            if (row.at(i)) id.names.push_back(*row[i]);
        if (row.at(4) == "t") identities.insert(comment_on(id));
        identities.insert(std::move(id));
    }
    return identities;
}

} // namespace pgslate::live
