#include "desired/cache.hpp"

#include "base/digest.hpp"
#include "base/format.hpp"
#include "base/own_folder.hpp"

#include <string_view>

namespace pgslate::desired {
namespace {

constexpr std::size_t digest_length = 32;

// Only files that belong to the user are read: nobody has a reason to forge one. A file of ours
// begins with the digest of the rest.
std::optional<std::string> parse(std::string content) {
    if (content.size() < digest_length) return std::nullopt;
    const auto bytes = std::string_view(content).substr(digest_length);
    if (std::string_view(content).substr(0, digest_length) != digest(bytes)) return std::nullopt;
    content.erase(0, digest_length);
    return content;
}

// XDG Base Directory Specification: a path that is not absolute is to be ignored.
std::filesystem::path cache_folder(const config::Environment& environment) {
    const std::filesystem::path cache = environment.get("XDG_CACHE_HOME").value_or("");
    if (cache.is_absolute()) return cache / "pgslate";
    const std::filesystem::path home = environment.get("HOME").value_or("");
    return home.is_absolute() ? home / ".cache" / "pgslate" : std::filesystem::path();
}

} // namespace

Cache::Cache(const config::Environment& environment, Sort sort)
    : folder_(cache_folder(environment)), sort_(sort) {}

void Cache::tell_objection(const config::Environment& environment,
                           const std::function<void(std::string_view)>& say) {
    const auto folder = cache_folder(environment);
    const auto why = folder.empty() ? "neither XDG_CACHE_HOME nor HOME is an absolute path"
                                    : OwnFolder::objection(folder);
    if (!why.empty()) say(format("Nothing is kept from run to run: {}.", why));
}

std::string Cache::file_of(const Key& key) const {
    Digest name;
    for (const auto& part : key) name.add_part(part);
    return format("{}{}", name.text(), sort_.ending);
}

std::optional<std::string> Cache::find(const Key& key) const {
    if (folder_.empty()) return std::nullopt;
    const auto folder = OwnFolder::open(folder_, false);
    if (!folder) return std::nullopt;
    auto content = folder->read(file_of(key));
    return content ? parse(*std::move(content)) : std::nullopt;
}

bool Cache::has(const Key& key) const {
    std::error_code error;
    return !folder_.empty() && std::filesystem::exists(folder_ / file_of(key), error);
}

void Cache::store(const Key& key, std::string_view bytes) const {
    if (folder_.empty()) return;
    const auto folder = OwnFolder::open(folder_, true);
    if (!folder) return;
    folder->write(file_of(key), format("{}{}", digest(bytes), bytes));
    folder->keep_newest(sort_.most, sort_.ending);
}

} // namespace pgslate::desired
