#include "base/files.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace pgslate {

void cannot_read(const std::filesystem::path& path, int reason, ExitStatus status) {
    Problem problem;
    problem.message = format("cannot be read: {}", std::generic_category().message(reason));
    problem.place.file = path.string();
    throw Error(status, std::move(problem));
}

std::string read_file(const std::filesystem::path& path, ExitStatus status) {
    const Descriptor open(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!open) cannot_read(path, errno, status);
    return read_file(open, path, status);
}

std::string read_file(const Descriptor& open, const std::filesystem::path& path,
                      ExitStatus status) {
    std::string text;
    std::array<char, 65536> block{};
    for (;;) {
        const auto got = ::read(open.get(), block.data(), block.size());
        if (got == 0) return text;
        if (got > 0)
            text.append(block.data(), static_cast<std::size_t>(got));
        else if (errno != EINTR)
            cannot_read(path, errno, status);
    }
}

} // namespace pgslate
