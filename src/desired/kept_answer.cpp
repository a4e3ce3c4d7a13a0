#include "desired/kept_answer.hpp"

#include "base/build_identity.hpp"
#include "desired/bytes.hpp"

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
    if (request.scratch) key.insert(key.end(), {std::string("scratch"), request.scratch->database});
    for (const auto& file : sources.files) key.insert(key.end(), {file.path.string(), file.text});
    return key;
}

// Empty ones tell nothing.
bool is_same(const std::string& one, const std::string& other) {
    return !one.empty() && one == other;
}

bool is_kept(const Request& request, const models::Sources& sources) {
    return !request.like && sources.problems.empty() && !build_identity().empty();
}

} // namespace

KeptAnswer::KeptAnswer(const Request& request, const models::Sources& sources, Cache::Sort sort)
    : cache_(request.environment, sort), fresh_(request.fresh) {
    if (is_kept(request, sources)) key_ = key_for(request, sources);
    find_again();
}

void KeptAnswer::find_again() {
    if (fresh_ || key_.empty()) return;
    if (const auto bytes = cache_.find(key_)) kept_ = from_bytes(*bytes);
}

void KeptAnswer::ask_standstill(postgres::Together& together, const postgres::ServerFacts& server) {
    if (key_.empty()) return;
    together.add(live::standstill(server.version),
                 [this](const auto& rows) { standstill_ = rows.at(0).at(0).value_or(""); });
}

void KeptAnswer::ask_fingerprint(postgres::Together& together,
                                 const postgres::ServerFacts& server) {
    if (!kept_ || kept_->signs.fingerprint.empty()) return;
    catalogs_ = {};
    live::ask_catalog_fingerprint(together, kept_->signs.horizon, server.version, catalogs_);
}

std::optional<std::string>
KeptAnswer::on_standstill(const std::vector<std::string>& settings_and_files) const {
    if (!kept_ || !is_same(kept_->signs.standstill, standstill_)) return std::nullopt;
    const bool holds = kept_->signs.settings_and_files == settings_and_files;
    return holds ? std::optional(kept_->answer) : std::nullopt;
}

std::optional<std::string> KeptAnswer::on(const std::vector<std::string>& grounds) const {
    if (!kept_ || grounds.empty() || kept_->grounds != grounds) return std::nullopt;
    return has_same_catalogs() ? std::optional(kept_->answer) : std::nullopt;
}

bool KeptAnswer::has_same_catalogs() const {
    return kept_ && is_same(kept_->signs.fingerprint, catalogs_.text());
}

// What was asked for before the database was read counts, too: whatever was written in between may
// have changed the grounds. What keeps nothing to tell by says all the same that the next one has
// to take a fingerprint.
void KeptAnswer::keep(const std::string& answer, const std::vector<std::string>& grounds,
                      const StateSigns& signs) const {
    if (key_.empty() || grounds.empty()) return;
    BytesWriter writer;
    writer.text(is_same(signs.standstill, standstill_) ? signs.standstill : "");
    writer.list(signs.settings_and_files);
    writer.text(signs.horizon);
    writer.text(signs.fingerprint);
    writer.list(grounds);
    writer.text(answer);
    cache_.store(key_, writer.done());
}

// The standstill was asked for before the fingerprint: if anything was written between the two,
// there will never be the same one again.
void KeptAnswer::keep_on(const std::vector<std::string>& settings_and_files) const {
    if (standstill_.empty()) return;
    auto signs = kept_->signs;
    signs.standstill = standstill_;
    signs.settings_and_files = settings_and_files;
    keep(kept_->answer, kept_->grounds, signs);
}

std::optional<KeptAnswer::Kept> KeptAnswer::from_bytes(std::string_view bytes) try {
    Kept kept;
    BytesReader reader(bytes);
    kept.signs.standstill = reader.text();
    kept.signs.settings_and_files = reader.list();
    kept.signs.horizon = reader.text();
    kept.signs.fingerprint = reader.text();
    kept.grounds = reader.list();
    kept.answer = reader.text();
    return reader.at_end() ? std::optional(kept) : std::nullopt;
} catch (const NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::desired
