#include "live/roles.hpp"

#include "embedded/roles.hpp"
#include "live/reader.hpp"
#include "live/server_lines.hpp"
#include "live/text_array.hpp"

namespace pgslate::live {
namespace {

constexpr std::string_view which =
    "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY ($1)";
constexpr std::string_view may_make = "SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles "
                                      "WHERE rolname = current_user";

} // namespace

void ask_roles_there(postgres::Together& together, const std::vector<std::string>& names,
                     RolesThere& result) {
    together.add(question_about(which, names), [&result](const std::vector<postgres::Row>& rows) {
        result.names.clear();
        for (const auto& row : rows) result.names.insert(row.at(0).value_or(""));
    });
    together.add(sql::Text::verbatim(std::string(may_make)),
                 [&result](const std::vector<postgres::Row>& rows) {
                     result.may_make = !rows.empty() && rows.front().at(0) == "t";
                 });
}

catalog::Catalog read_roles(postgres::Session& session, const std::vector<std::string>& names) {
    Reader reader;
    const auto question =
        question_about(for_server(embedded::roles, session.server().version), names);
    session.ask(
        std::vector{question}, "reading the roles that the models declare",
        [&](std::size_t, postgres::Answer answer) { reader.take(Rows::facts, std::move(answer)); });
    return reader.done().catalog;
}

} // namespace pgslate::live
