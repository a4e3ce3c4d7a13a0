#include "local/private_cluster.hpp"

#include "base/files.hpp"
#include "base/format.hpp"
#include "local/child_process.hpp"
#include "local/postmaster.hpp"
#include "local/private_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdlib>
#include <fcntl.h>
#include <locale.h> // NOLINT(modernize-deprecated-headers): newlocale is POSIX, not C++
#include <random>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view unfinished = "new-";

// 32 of 64 characters that need no quoting anywhere: 192 bits.
std::string make_password() {
    constexpr std::string_view characters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::random_device random; // the system's generator
    std::string password(32, ' ');
    for (auto& c : password) c = characters[random() % characters.size()];
    return password;
}

// The same order on every machine, and UTF-8 for lower() and the like; not every system has it.
std::string locale_name() {
    const auto found = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    if (found == nullptr) return "C";
    ::freelocale(found);
    return "C.UTF-8";
}

void give(const fs::path& path, const ServerPlace& place) {
    if (place.user && ::lchown(path.c_str(), place.server_uid(), place.server_gid()) != 0)
        cannot("give away", path, errno);
}

// A folder in which the server's user makes a cluster; removed with what is in it.
class Workshop {
  public:
    explicit Workshop(const ServerPlace& place) {
        auto name = (place.home / format("{}XXXXXX", unfinished)).string();
        if (::mkdtemp(name.data()) == nullptr) cannot("make folder", name, errno);
        folder_ = name;
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    const fs::path& folder() const { return folder_; }

  private:
    fs::path folder_;
};

std::vector<std::string> initdb_command(const Binaries& binaries, const fs::path& folder) {
    return {(binaries.folder / "initdb").string(),
            "--pgdata=" + (folder / "data").string(),
            "--pwfile=" + (folder / "password").string(), // never as an argument: ps shows those
            format("--username={}", superuser),
            "--encoding=UTF8",
            "--locale=" + locale_name(),
            "--auth-local=trust", // who may enter the socket's folder is its owner
            "--auth-host=scram-sha-256",
            "--no-sync"};
}

} // namespace

std::optional<int> cluster_version(const ServerPlace& place) {
    const auto file = place.data() / "PG_VERSION";
    std::error_code failure;
    if (!fs::exists(file, failure)) return std::nullopt;
    const auto text = read_file(file, ExitStatus::failed);
    int major = 0;
    std::from_chars(text.data(), text.data() + text.size(), major);
    return major;
}

void make_cluster(const ServerPlace& place, const Binaries& binaries,
                  const config::Environment& environment) {
    const Workshop workshop(place);
    const auto password = make_password();
    const auto password_file = workshop.folder() / "password";
    write_new_file(password_file, password, S_IRUSR | S_IWUSR);
    give(password_file, place);
    give(workshop.folder(), place);
    const auto log = new_log(place);
    const auto initdb = launch({.command = initdb_command(binaries, workshop.folder()),
                                .environment = server_environment(environment),
                                .user = place.user,
                                .output = log.get()});
    if (!succeeded(initdb)) throw error_with_log(place, "initdb could not make the private server");
    replace_file(place.password(), password, S_IRUSR | S_IWUSR);
    if (::rename((workshop.folder() / "data").c_str(), place.data().c_str()) != 0)
        cannot("make", place.data(), errno);
}

void remove_unfinished(const ServerPlace& place) {
    std::vector<fs::path> leftovers;
    for (const auto& entry : fs::directory_iterator(place.home))
        if (entry.path().filename().string().starts_with(unfinished))
            leftovers.push_back(entry.path());
    for (const auto& leftover : leftovers) {
        wait_until_left(leftover / "data", std::chrono::seconds(3)); // a child of initdb may linger
        remove_everything(leftover);
    }
}

Descriptor new_log(const ServerPlace& place) {
    auto before = place.log();
    before += ".1";
    ::rename(place.log().c_str(), before.c_str());
    Descriptor log(::open(place.log().c_str(),
                          O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                          S_IRUSR | S_IWUSR));
    if (!log) cannot("make", place.log(), errno);
    return log;
}

Error error_with_log(const ServerPlace& place, std::string message) {
    auto text = read_file(place.log(), ExitStatus::failed);
    while (text.ends_with('\n')) text.pop_back();
    std::size_t from = text.size();
    for (int lines = 0; lines < 10 && from != 0 && from != std::string::npos; ++lines)
        from = text.rfind('\n', from - 1);
    Problem problem;
    problem.message = std::move(message);
    problem.notes = {text.substr(from == std::string::npos ? 0 : from + 1)};
    problem.hints = {format("The whole log is {}.", place.log().string())};
    return {ExitStatus::unavailable, std::move(problem)};
}

} // namespace pgslate::local
