#include "desired/fingerprint.hpp"

#include "base/build_identity.hpp"
#include "database/creation.hpp"
#include "embedded/extension_versions.hpp"
#include "embedded/fingerprint.hpp"
#include "live/server_lines.hpp"

namespace pgslate::desired {
namespace {

using Details = std::vector<std::string>;
using postgres::Session;

void add_answer(Session& session, std::string_view question, Details& details) {
    const auto text = live::for_server(question, session.server().version);
    for (const auto& row : session.query(sql::Text::verbatim(text), "reading what the server is"))
        for (const auto& cell : row) details.push_back(cell.value_or("(none)"));
}

void add_server(const Workplace& place, Session& session, Extensions extensions, Details& details) {
    if (place.like)
        for (const auto& parameter : database::own_parameters(*place.like, session.server().user))
            details.insert(details.end(), {parameter.role, parameter.name, parameter.value});
    add_answer(session, embedded::fingerprint, details);
    if (extensions == Extensions::all_versions)
        add_answer(session, embedded::extension_versions, details);
}

} // namespace

Fingerprint fingerprint_of(const Workplace& place, Session& session, Extensions extensions) {
    const auto build = build_identity();
    if (build.empty()) return {};
    const auto& made = place.options;
    Details details = {build,      made.encoding, made.locale,          made.collate,
                       made.ctype, made.provider, made.provider_locale, made.icu_rules};
    if (place.is_target) {
        add_server(place, session, extensions, details);
    } else {
        auto other = place.server.connect_to_maintenance("status");
        add_server(place, other, extensions, details);
    }
    return {.details = std::move(details)};
}

} // namespace pgslate::desired
