#include "commands/stock_key.hpp"

#include "base/digest.hpp"

#include <filesystem>

namespace pgslate::commands {
namespace {

// Wherever in the project somebody stands.
std::string whole(const std::filesystem::path& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
}

} // namespace

std::string name_of_models(const Context& context) {
    const auto& made = context.target.new_database;
    Digest name;
    for (const auto& part : {context.target.folder.string(), made.encoding, made.locale})
        name.add_part(part);
    for (const auto& path : context.target.models.value) name.add_part(whole(path));
    for (const auto& program : context.target.models.commands)
        for (const auto& word : program.words) name.add_part(word);
    return name.text();
}

void StockKey::ask(postgres::Together& together, const postgres::ServerFacts& server) {
    database::ask_template1_state(together, server.version, template1_state_);
    database::ask_definition(together, "template1", template1_);
    ask_server_details(together, server, desired::extensions_in(sources_), details_);
}

// What decides, and comes from the database that is replaced; of a new one, from its template.
database::CreateOptions StockKey::options(const std::optional<database::Definition>& former) const {
    if (former) return former->options;
    auto options = template1_ ? template1_->options : database::CreateOptions();
    const auto& wanted = context_.target.new_database;
    if (!wanted.encoding.empty()) options.encoding = wanted.encoding;
    if (!wanted.locale.empty()) options = {.encoding = options.encoding, .locale = wanted.locale};
    options.owner = wanted.owner;
    options.tablespace.clear();
    return options;
}

std::string StockKey::strategy(std::int64_t bytes) const {
    return database::strategy_for(template1_state_, bytes);
}

std::string StockKey::of(const database::Server& server,
                         const std::optional<database::Definition>& former) const {
    if (template1_state_.text.empty() || !sources_.problems.empty()) return {};
    const desired::Workplace place{
        .server = server, .options = options(former), .like = former, .ground = {}};
    const auto details =
        desired::fingerprint_of(place, details_, desired::extensions_in(sources_)).details;
    if (details.empty()) return {};
    Digest key;
    for (const auto& detail : details) key.add_part(detail);
    key.add_part(template1_state_.text);
    key.add_part(place.options.tablespace);
    for (const auto& file : sources_.files) {
        key.add_part(file.printed ? file.path.string() : whole(file.path));
        key.add_part(file.text);
    }
    return key.text();
}

namespace {

constexpr std::string_view looking_at_ingredients = "looking what templates and spares are made of";

struct SeenKey {
    std::string key;
    bool has_settings = false; // a database has some of its own, which may be the session's
};

SeenKey key_seen_by(postgres::Session& session, const Context& context,
                    const models::Sources& sources, const database::Server& server) {
    StockKey key(context, sources);
    SeenKey seen;
    std::optional<database::Definition> former;
    postgres::Together together;
    key.ask(together, session.server());
    database::ask_definition(together, context.target.database, former);
    together.add(
        sql::text("SELECT FROM pg_catalog.pg_db_role_setting WHERE setdatabase <> 0 LIMIT 1"),
        [&seen](const auto& rows) { seen.has_settings = !rows.empty(); });
    together.ask(session, looking_at_ingredients);
    seen.key = key.of(server, former);
    return seen;
}

std::string key_now(postgres::Session& session, const Context& context,
                    const models::Sources& sources, const database::Server& server) {
    auto seen = key_seen_by(session, context, sources, server);
    if (!seen.has_settings) return seen.key;
    auto maintenance = server.connect_to_maintenance("status");
    return key_seen_by(maintenance, context, sources, server).key;
}

} // namespace

std::vector<SeenStock> seen_stock(postgres::Session& session, const Context& context,
                                  const models::Sources& sources, const database::Server& server,
                                  std::vector<database::Stocked> stock) {
    if (stock.empty()) return {};
    std::string now;
    try {
        if (!context.like) now = key_now(session, context, sources, server);
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        check(context.interruption); // otherwise it can't be told
    }
    std::vector<SeenStock> seen;
    for (auto& one : stock) {
        std::optional<bool> outdated;
        if (!now.empty() && one.mark) outdated = one.mark->key != now;
        seen.push_back({std::move(one), outdated});
    }
    return seen;
}

} // namespace pgslate::commands
