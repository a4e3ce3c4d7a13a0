#include "base/files.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pgslate {

namespace {

struct Room {
    std::size_t most;     // bytes that are wanted
    std::size_t expected; // as many as there are now; 0 if nobody knows, as of a pipe
};

// Of a device nothing is wanted: /dev/null has nothing, a terminal would be waited for.
Room room_for(const Descriptor& open, const std::filesystem::path& path, ExitStatus status,
              std::size_t most) {
    struct stat facts {};
    if (::fstat(open.get(), &facts) != 0) cannot_read(path, errno, status);
    if (::isatty(open.get()) == 1) cannot_read(path, "it is a terminal", status);
    if (S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode)) return {0, 0};
    const auto size = S_ISREG(facts.st_mode) ? static_cast<std::size_t>(facts.st_size) : 0;
    return {most, std::min(size, most)};
}

std::string too_large(std::size_t most) {
    if (most == 0) return "it is a device";
    return format("it has more than {} MB", most / 1024 / 1024);
}

} // namespace

void cannot_read(const std::filesystem::path& path, std::string_view reason, ExitStatus status) {
    Problem problem;
    problem.message = format("cannot be read: {}", reason);
    problem.place.file = path.string();
    throw Error(status, std::move(problem));
}

void cannot_read(const std::filesystem::path& path, int reason, ExitStatus status) {
    cannot_read(path, std::generic_category().message(reason), status);
}

std::string read_file(const std::filesystem::path& path, ExitStatus status, std::size_t most) {
    const Descriptor open(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!open) cannot_read(path, errno, status);
    return read_file(open, path, status, most);
}

std::string read_file(const Descriptor& open, const std::filesystem::path& path, ExitStatus status,
                      std::size_t most) {
    const auto room = room_for(open, path, status, most);
    std::string text;
    text.reserve(room.expected); // one that grows has its bytes twice now and then
    std::array<char, 65536> block{};
    for (;;) {
        const auto got = ::read(open.get(), block.data(), block.size());
        if (got == 0) return text;
        if (got < 0 && errno != EINTR) cannot_read(path, errno, status);
        const auto bytes = got < 0 ? 0 : static_cast<std::size_t>(got);
        if (bytes > room.most - text.size()) cannot_read(path, too_large(room.most), status);
        text.append(block.data(), bytes);
    }
}

} // namespace pgslate
