#include "base/files.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace pgslate {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

[[noreturn]] void cannot_read(const std::filesystem::path& path, int reason, ExitStatus status) {
    Problem problem;
    problem.message = format("cannot be read: {}", std::generic_category().message(reason));
    problem.place.file = path.string();
    throw Error(status, std::move(problem));
}

[[noreturn]] void cannot_write(const std::filesystem::path& path) {
    throw Error(ExitStatus::failed, format("cannot write {}: {}", path.string(),
                                           std::generic_category().message(errno)));
}

} // namespace

std::string read_file(const std::filesystem::path& path, ExitStatus status) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
    if (!file) cannot_read(path, errno, status);
    std::string text;
    std::array<char, 65536> block{};
    std::size_t got = 0;
    while ((got = std::fread(block.data(), 1, block.size(), file.get())) > 0)
        text.append(block.data(), got);
    if (std::ferror(file.get()) != 0) cannot_read(path, errno, status);
    return text;
}

// Mode "x" of C11's fopen: never over a file that came into being meanwhile.
void write_file(const std::filesystem::path& path, std::string_view text, Existing existing) {
    // What a link leads to was not meant.
    std::error_code ignored;
    if (existing == Existing::replace && std::filesystem::is_symlink(path, ignored))
        std::filesystem::remove(path, ignored);
    auto* file = std::fopen(path.c_str(), existing == Existing::replace ? "we" : "wxe");
    if (file == nullptr) cannot_write(path);
    const auto written = std::fwrite(text.data(), 1, text.size(), file);
    const bool closed = std::fclose(file) == 0;
    if (written != text.size() || !closed) cannot_write(path);
}

} // namespace pgslate
