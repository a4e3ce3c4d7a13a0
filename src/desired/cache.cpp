#include "desired/cache.hpp"

#include "base/digest.hpp"
#include "base/format.hpp"
#include "base/own_folder.hpp"

#include <string_view>

namespace pgslate::desired {
namespace {

constexpr std::string_view extension = ".catalog";
constexpr std::size_t digest_length = 32;

// Only files that belong to the user are read: nobody has a reason to forge one. A file of ours
// begins with the digest of the rest.
std::optional<CachedCatalog> parse(std::string_view content) {
    if (content.size() < digest_length) return std::nullopt;
    const auto bytes = content.substr(digest_length);
    if (content.substr(0, digest_length) != digest(bytes)) return std::nullopt;
    return from_bytes(bytes);
}

} // namespace

// Each part with its length before it, so that no other parts make the same text.
std::string Cache::file_of(const Key& key) {
    std::string text;
    for (const auto& part : key) text += format("{} {}\n", part.size(), part);
    return format("{}{}", digest(text), extension);
}

std::optional<CachedCatalog> Cache::find(const Key& key) const {
    if (folder_.empty()) return std::nullopt;
    const auto folder = OwnFolder::open(folder_, false);
    if (!folder) return std::nullopt;
    const auto content = folder->read(file_of(key));
    return content ? parse(*content) : std::nullopt;
}

void Cache::store(const Key& key, const CachedCatalog& kept) const {
    constexpr std::size_t most_files = 32;
    if (folder_.empty()) return;
    const auto folder = OwnFolder::open(folder_, true);
    if (!folder) return;
    const auto bytes = to_bytes(kept);
    folder->write(file_of(key), format("{}{}", digest(bytes), bytes));
    folder->keep_newest(most_files, extension);
}

} // namespace pgslate::desired
