#include "desired/cache.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace pgslate::desired {
namespace {

namespace fs = std::filesystem;

// FNV-1a, 64 bits, from two beginnings: 128 bits that nobody has a reason to forge, because only
// files that belong to the user are read.
std::uint64_t hash(std::string_view text, std::uint64_t begin) {
    constexpr std::uint64_t prime = 0x100000001b3;
    for (const char character : text)
        begin = (begin ^ static_cast<unsigned char>(character)) * prime;
    return begin;
}

std::string digest(std::string_view text) {
    return format("{:016x}{:016x}", hash(text, 0xcbf29ce484222325), hash(text, 0x84222325cbf29ce4));
}

constexpr std::string_view extension = ".catalog";
constexpr std::size_t digest_length = 32;

// A file of ours begins with the digest of the rest.
std::optional<CachedCatalog> parse(std::string_view content) {
    if (content.size() < digest_length) return std::nullopt;
    const auto bytes = content.substr(digest_length);
    if (content.substr(0, digest_length) != digest(bytes)) return std::nullopt;
    return from_bytes(bytes);
}

bool is_ours(const fs::path& file) {
    struct stat status {};
    constexpr mode_t others_may_write = S_IWGRP | S_IWOTH;
    return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode)
           && status.st_uid == ::geteuid() && (status.st_mode & others_may_write) == 0;
}

// Under another name first, so that nobody ever reads half a file.
void write_file(const fs::path& file, std::string_view content) {
    auto unfinished = file;
    unfinished += format(".{}", ::getpid());
    std::error_code ignored;
    {
        const auto mask = ::umask(S_IRWXG | S_IRWXO);
        std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
        ::umask(mask);
        stream << content;
        if (!stream.flush()) {
            fs::remove(unfinished, ignored);
            return;
        }
    }
    fs::rename(unfinished, file, ignored);
    if (ignored) fs::remove(unfinished, ignored);
}

void drop_old_files(const fs::path& folder) {
    constexpr std::size_t kept = 32;
    std::error_code ignored;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == extension)
            files.emplace_back(entry.last_write_time(ignored), entry.path());
    std::ranges::sort(files, std::greater{});
    for (std::size_t i = kept; i < files.size(); ++i) fs::remove(files[i].second, ignored);
}

} // namespace

// Each part with its length before it, so that no other parts make the same text.
fs::path Cache::file_of(const Key& key) const {
    std::string text;
    for (const auto& part : key) text += format("{} {}\n", part.size(), part);
    return folder_ / format("{}{}", digest(text), extension);
}

std::optional<CachedCatalog> Cache::find(const Key& key) const {
    if (folder_.empty()) return std::nullopt;
    const auto file = file_of(key);
    if (!is_ours(file)) return std::nullopt;
    try {
        auto kept = parse(read_file(file, ExitStatus::failed));
        std::error_code ignored;
        if (kept) fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
        return kept;
    } catch (const Error&) {
        return std::nullopt;
    }
}

void Cache::store(const Key& key, const CachedCatalog& kept) const {
    if (folder_.empty()) return;
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed) return;
    fs::permissions(folder_, fs::perms::owner_all, failed);
    const auto bytes = to_bytes(kept);
    write_file(file_of(key), format("{}{}", digest(bytes), bytes));
    drop_old_files(folder_);
}

} // namespace pgslate::desired
