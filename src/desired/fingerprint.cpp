#include "desired/fingerprint.hpp"

#include "base/build_identity.hpp"
#include "database/creation.hpp"
#include "embedded/extension_versions.hpp"
#include "embedded/roles_and_tablespaces.hpp"
#include "embedded/settings_and_files.hpp"
#include "live/server_lines.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::desired {
namespace {

using Details = std::vector<std::string>;

// Whoever waits for a lock asks again and again: each time begins with nothing.
enum class Ask { first, more };

void ask(postgres::Together& together, std::string_view question, int version, Ask which,
         Details& details) {
    together.add(sql::Text::verbatim(live::for_server(question, version)),
                 [&details, which](const std::vector<postgres::Row>& rows) {
                     if (which == Ask::first) details.clear();
                     for (const auto& row : rows)
                         for (const auto& cell : row) details.push_back(cell.value_or("(none)"));
                 });
}

ServerDetails details_of(const database::Server& server, Extensions extensions) {
    auto session = server.connect_to_maintenance("status");
    ServerDetails result;
    postgres::Together together;
    ask_server_details(together, session.server(), extensions, result);
    together.ask(session, "reading what the server is");
    return result;
}

void add_server(const Workplace& place, const ServerDetails& server, Details& details) {
    if (place.like)
        for (const auto& parameter : database::own_parameters(*place.like, server.user))
            details.insert(details.end(), {parameter.role, parameter.name, parameter.value});
    const auto all = server.all();
    details.insert(details.end(), all.begin(), all.end());
}

} // namespace

Extensions extensions_in(const models::Sources& sources) {
    const auto names_version = [](const models::Sources::File& file) {
        const auto same = [](unsigned char one, unsigned char other) {
            return std::tolower(one) == other;
        };
        constexpr std::string_view word = "version";
        const auto text = file.text.view();
        return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
    };
    return std::ranges::any_of(sources.files, names_version) ? Extensions::all_versions
                                                             : Extensions::usual_versions;
}

std::vector<std::string> ServerDetails::all() const {
    auto all = settings_and_files;
    all.push_back(user);
    all.insert(all.end(), roles_and_tablespaces.begin(), roles_and_tablespaces.end());
    return all;
}

void ask_settings_and_files(postgres::Together& together, const postgres::ServerFacts& server,
                            Extensions extensions, ServerDetails& result) {
    result.user = server.user;
    auto& details = result.settings_and_files;
    ask(together, embedded::settings_and_files, server.version, Ask::first, details);
    if (extensions == Extensions::all_versions)
        ask(together, embedded::extension_versions, server.version, Ask::more, details);
}

void ask_roles_and_tablespaces(postgres::Together& together, const postgres::ServerFacts& server,
                               ServerDetails& result) {
    ask(together, embedded::roles_and_tablespaces, server.version, Ask::first,
        result.roles_and_tablespaces);
}

void ask_server_details(postgres::Together& together, const postgres::ServerFacts& server,
                        Extensions extensions, ServerDetails& result) {
    ask_settings_and_files(together, server, extensions, result);
    ask_roles_and_tablespaces(together, server, result);
}

Fingerprint fingerprint_of(const Workplace& place, const ServerDetails& target,
                           Extensions extensions) {
    const auto build = build_identity();
    if (build.empty()) return {};
    const auto& made = place.options;
    Details details = {build,      made.encoding, made.locale,          made.collate,
                       made.ctype, made.provider, made.provider_locale, made.icu_rules};
    add_server(place, place.is_target ? target : details_of(place.server, extensions), details);
    return {.details = std::move(details)};
}

} // namespace pgslate::desired
