#include "live/names.hpp"

#include "embedded/names.hpp"
#include "live/server_lines.hpp"

namespace pgslate::live {
namespace {

void add_names(const postgres::Row& row, std::set<catalog::Identity>& identities) {
    const auto kind = catalog::kind_called(row.at(0).value_or(""));
    if (!kind) return;
    catalog::Identity id{*kind, {}, {}};
    for (std::size_t i = 1; i <= 3; ++i)
        if (row.at(i)) id.names.push_back(*row[i]);
    if (row.at(4) == "t") identities.insert(comment_on(id));
    identities.insert(std::move(id));
}

} // namespace

std::set<catalog::Identity> read_names(postgres::Session& session) {
    std::set<catalog::Identity> result;
    postgres::Together together;
    ask_names(together, session.server().version, result);
    together.ask(session, "reading what the database contains");
    return result;
}

void ask_names(postgres::Together& together, int version, std::set<catalog::Identity>& result) {
    together.add(sql::Text::verbatim(for_server(embedded::names, version)),
                 [&result](const std::vector<postgres::Row>& rows) {
                     result.clear();
                     for (const auto& row : rows) add_names(row, result);
                 });
}

} // namespace pgslate::live
