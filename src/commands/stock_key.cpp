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

// Where no settings of the target hold, as when it is reset.
std::string key_now(const Context& context, const models::Sources& sources,
                    const database::Server& server) {
    auto maintenance = server.connect_to_maintenance("status");
    StockKey key(context, sources);
    std::optional<database::Definition> former;
    postgres::Together together;
    key.ask(together, maintenance.server());
    database::ask_definition(together, context.target.database, former);
    together.ask(maintenance, "looking what templates and spares are made of");
    return key.of(server, former);
}

} // namespace

std::vector<SeenStock> seen_stock(const Context& context, const models::Sources& sources,
                                  const database::Server& server,
                                  std::vector<database::Stocked> stock) {
    if (stock.empty()) return {};
    std::string now;
    try {
        if (!context.like) now = key_now(context, sources, server);
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
