#include "desired/kept_answer.hpp"

#include "base/build_identity.hpp"
#include "desired/bytes.hpp"
#include "live/catalog_fingerprint.hpp"

namespace pgslate::desired {
namespace {

// Which database and which models; whether it is still the same database, its fingerprint tells.
Cache::Key key_for(const Request& request, const models::Sources& sources) {
    const auto& target = request.target;
    Cache::Key key = {build_identity(), target.database, target.folder.string(),
                      std::string(target.local ? "local" : "")};
    for (const auto& [keyword, value] : target.keywords) key.insert(key.end(), {keyword, value});
    for (const auto& pattern : target.ignore)
        key.insert(key.end(), {std::string("ignore"), pattern});
    for (const auto& file : sources.files) key.insert(key.end(), {file.path.string(), file.text});
    return key;
}

bool is_kept(const Request& request, const models::Sources& sources) {
    return !request.like && sources.problems.empty() && !build_identity().empty();
}

} // namespace

KeptAnswer::KeptAnswer(const Request& request, const models::Sources& sources, Cache::Sort sort)
    : cache_(request.environment, sort) {
    if (!is_kept(request, sources)) return;
    key_ = key_for(request, sources);
    if (request.fresh) return;
    if (const auto bytes = cache_.find(key_)) kept_ = from_bytes(*bytes);
}

void KeptAnswer::ask(postgres::Together& together, const postgres::ServerFacts& server) {
    if (!kept_) return;
    together.add(live::catalog_fingerprint_since(kept_->horizon, server.version),
                 [this](const std::vector<postgres::Row>& rows) {
                     fingerprint_ = rows.empty() ? "" : rows.front().at(0).value_or("");
                     counts_ = rows.empty() ? "" : rows.front().at(2).value_or("");
                 });
}

std::optional<std::string> KeptAnswer::on(const std::vector<std::string>& grounds) const {
    if (!kept_ || fingerprint_.empty() || grounds.empty()) return std::nullopt;
    if (kept_->fingerprint != fingerprint_ || kept_->grounds != grounds) return std::nullopt;
    return kept_->answer;
}

void KeptAnswer::keep(const std::string& answer, const std::vector<std::string>& grounds,
                      const std::string& horizon, const std::string& fingerprint) const {
    if (key_.empty() || grounds.empty() || fingerprint.empty()) return;
    BytesWriter writer;
    writer.text(horizon);
    writer.text(fingerprint);
    writer.list(grounds);
    writer.text(answer);
    cache_.store(key_, writer.done());
}

std::optional<KeptAnswer::Kept> KeptAnswer::from_bytes(std::string_view bytes) try {
    Kept kept;
    BytesReader reader(bytes);
    kept.horizon = reader.text();
    kept.fingerprint = reader.text();
    kept.grounds = reader.list();
    kept.answer = reader.text();
    return reader.at_end() ? std::optional(kept) : std::nullopt;
} catch (const NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::desired
