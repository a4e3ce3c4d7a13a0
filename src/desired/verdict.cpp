#include "desired/verdict.hpp"

#include "base/build_identity.hpp"
#include "desired/bytes.hpp"
#include "live/catalog_fingerprint.hpp"

namespace pgslate::desired {
namespace {

constexpr Cache::Sort verdicts{.ending = ".verdict", .most = 256};

// Which database and which models; whether it is still the same database, its fingerprint tells.
Cache::Key key_for(const Request& request, const models::Sources& sources) {
    const auto& target = request.target;
    Cache::Key key = {build_identity(), target.database, target.folder.string(),
                      target.local ? "local" : ""};
    for (const auto& [keyword, value] : target.keywords) key.insert(key.end(), {keyword, value});
    for (const auto& pattern : target.ignore) key.insert(key.end(), {"ignore", pattern});
    for (const auto& file : sources.files)
        key.insert(key.end(), {file.path.string(), std::string(file.text)});
    return key;
}

bool is_kept(const Request& request, const models::Sources& sources) {
    return !request.like && sources.problems.empty() && !build_identity().empty();
}

} // namespace

KeptVerdict::KeptVerdict(const Request& request, const models::Sources& sources)
    : cache_(request.environment, verdicts) {
    if (!is_kept(request, sources)) return;
    key_ = key_for(request, sources);
    if (request.fresh) return;
    if (const auto bytes = cache_.find(key_)) kept_ = from_bytes(*bytes);
}

void KeptVerdict::ask(postgres::Together& together, const postgres::ServerFacts& server) {
    if (!kept_) return;
    together.add(live::catalog_fingerprint_since(kept_->horizon, server.version),
                 [this](const std::vector<postgres::Row>& rows) {
                     fingerprint_ = rows.empty() ? "" : rows.front().at(0).value_or("");
                 });
}

std::optional<Verdict> KeptVerdict::on(const std::vector<std::string>& grounds) const {
    if (!kept_ || fingerprint_.empty() || grounds.empty()) return std::nullopt;
    if (kept_->fingerprint != fingerprint_ || kept_->grounds != grounds) return std::nullopt;
    return kept_->verdict;
}

void KeptVerdict::keep(const Verdict& verdict, const std::vector<std::string>& grounds,
                       const live::Reading& reading) const {
    if (key_.empty() || grounds.empty() || reading.fingerprint.empty()) return;
    cache_.store(key_, to_bytes({.horizon = reading.horizon,
                                 .fingerprint = reading.fingerprint,
                                 .grounds = grounds,
                                 .verdict = verdict}));
}

bool is_known_to_be_reached(const Request& request, const models::Sources& sources) {
    return KeptVerdict(request, sources).is_there();
}

std::string KeptVerdict::to_bytes(const Kept& kept) {
    BytesWriter writer;
    writer.text(kept.horizon);
    writer.text(kept.fingerprint);
    writer.list(kept.grounds);
    writer.number(kept.verdict.objects);
    writer.number(kept.verdict.warned ? 1 : 0);
    writer.list(kept.verdict.unknown);
    writer.list(kept.verdict.ignored);
    return writer.done();
}

std::optional<KeptVerdict::Kept> KeptVerdict::from_bytes(std::string_view bytes) try {
    Kept kept;
    BytesReader reader(bytes);
    kept.horizon = reader.text();
    kept.fingerprint = reader.text();
    kept.grounds = reader.list();
    kept.verdict.objects = reader.number();
    kept.verdict.warned = reader.number() == 1;
    kept.verdict.unknown = reader.list();
    kept.verdict.ignored = reader.list();
    if (!reader.at_end()) return std::nullopt;
    return kept;
} catch (const NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::desired
