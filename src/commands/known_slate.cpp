#include "commands/known_slate.hpp"

#include "commands/inputs.hpp"
#include "desired/bytes.hpp"
#include "live/catalog_fingerprint.hpp"
#include "live/server_lines.hpp"
#include "models/sql/statement.hpp"
#include "models/sql/tried.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

constexpr desired::Cache::Sort slates{.ending = ".slate", .most = 256};
constexpr std::string_view looking = "looking whether only rows have to go";

std::string to_bytes(const Slate& slate) {
    desired::BytesWriter writer;
    writer.list(slate.schemas);
    writer.number(slate.has_rows ? 1 : 0);
    writer.number(slate.warned ? 1 : 0);
    return writer.done();
}

std::optional<Slate> slate_in(std::string_view bytes) try {
    Slate slate;
    desired::BytesReader reader(bytes);
    slate.schemas = reader.list();
    slate.has_rows = reader.number() == 1;
    slate.warned = reader.number() == 1;
    return slate;
} catch (const desired::NotKept&) {
    return std::nullopt;
}

} // namespace

bool creates_rows(const plan::Plan& plan) {
    return std::ranges::any_of(plan.steps, [](const plan::Step& step) {
        const auto& sql = step.sql.sql();
        const auto body = models::quoted_body(models::TokenReader(sql));
        const bool runs_code = !body.text.empty() && !body.is_sql && step.creates.empty();
        return !step.changes_data && !step.shared && (runs_code || models::tried(sql) != sql);
    });
}

KnownSlate::KnownSlate(const Context& context, const models::Sources& sources)
    : kept_(desired_request(context), sources, slates) {}

std::vector<std::string> KnownSlate::grounds() const {
    auto grounds = server_.details;
    grounds.push_back(server_.user);
    return grounds;
}

std::optional<Slate> KnownSlate::look(postgres::Session& session) {
    server_ = {};
    postgres::Together together;
    desired::ask_server_details(together, session.server(), desired::Extensions::usual_versions,
                                server_);
    kept_.ask(together, session.server());
    together.ask(session, looking);
    const auto bytes = kept_.on(grounds());
    return bytes ? slate_in(*bytes) : std::nullopt;
}

void KnownSlate::note(postgres::Session& session) {
    const auto question = sql::Text::verbatim(
        live::for_server(live::catalog_fingerprint_sql(), session.server().version));
    const auto row = session.query(question, looking).at(0);
    fingerprint_ = row.at(0).value_or("");
    horizon_ = row.at(1).value_or("");
}

bool KnownSlate::is_as_noted(postgres::Session& session) const {
    const auto now =
        session.query(live::catalog_fingerprint_since(horizon_, session.server().version), looking)
            .at(0)
            .at(0);
    return now && now == fingerprint_;
}

void KnownSlate::keep(const Slate& slate) const {
    kept_.keep(to_bytes(slate), grounds(), horizon_, fingerprint_);
}

} // namespace pgslate::commands
