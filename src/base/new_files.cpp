#include "base/new_files.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace pgslate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view hidden = ".pgslate-new-";

[[noreturn]] void cannot(std::string_view what, const fs::path& path, int reason) {
    throw Error(
        ExitStatus::failed,
        format("cannot {} {}: {}", what, path.string(), std::generic_category().message(reason)),
        {"Nothing was written."});
}

// The files' own data and, of a folder, its names.
void synchronise(const fs::path& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened) ::fsync(opened.get());
}

void write_all(const Descriptor& file, std::string_view text, const fs::path& shown) {
    while (!text.empty()) {
        const auto count = ::write(file.get(), text.data(), text.size());
        if (count < 0 && errno != EINTR) cannot("write", shown, errno);
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    // A disk on the network may tell only now that it is full. /proc and the like can't do it.
    if (::fsync(file.get()) != 0 && errno != EINVAL && errno != EROFS)
        cannot("write", shown, errno);
}

// Holds a lock on it for as long as it lives: one that nobody holds is a dead run's.
class HiddenFolder {
  public:
    explicit HiddenFolder(const fs::path& place) {
        auto name = (place / hidden).string() + "XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) cannot("write into", place, errno);
        path_ = name;
        lock_ = Descriptor(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        ::flock(lock_.get(), LOCK_EX | LOCK_NB);
    }
    ~HiddenFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    HiddenFolder(const HiddenFolder&) = delete;
    HiddenFolder& operator=(const HiddenFolder&) = delete;

    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
    Descriptor lock_;
};

bool is_left_behind(const fs::path& folder) {
    const Descriptor opened(
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    return opened && ::fstat(opened.get(), &status) == 0 && status.st_uid == ::geteuid()
           && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0;
}

void remove_what_dead_runs_left(const fs::path& place) {
    std::vector<fs::path> left;
    std::error_code error;
    for (fs::directory_iterator entry(place, error); !error && entry != fs::end(entry);
         entry.increment(error))
        if (entry->path().filename().string().starts_with(hidden) && is_left_behind(entry->path()))
            left.push_back(entry->path());
    for (const auto& folder : left) fs::remove_all(folder, error);
}

// Brings what stands below one folder to its places below another, and takes all of that back
// unless it is told that it is to stay.
class Moving {
  public:
    explicit Moving(Existing existing) : existing_(existing) {}
    ~Moving() {
        for (auto done = moves_.rbegin(); done != moves_.rend(); ++done)
            ::renameat2(AT_FDCWD, done->to.c_str(), AT_FDCWD, done->from.c_str(), done->how);
    }
    Moving(const Moving&) = delete;
    Moving& operator=(const Moving&) = delete;

    void contents(const fs::path& from, const fs::path& to) {
        std::error_code error;
        for (fs::directory_iterator entry(from, error); !error && entry != fs::end(entry);
             entry.increment(error))
            take(entry->path(), to / entry->path().filename());
        if (error) cannot("write into", to, error.value());
        synchronise(to);
    }

    void stay() { moves_.clear(); }

  private:
    struct Move {
        fs::path from;
        fs::path to;
        unsigned how;
    };

    void take(const fs::path& from, const fs::path& to) {
        std::error_code ignored; // what can't be looked at can't be written either
        if (fs::is_directory(from, ignored) && fs::is_directory(to, ignored))
            contents(from, to);
        else if (fs::exists(fs::symlink_status(to, ignored)))
            exchange(from, to);
        else
            move({from, to, RENAME_NOREPLACE});
    }

    // What was there waits in the hidden folder, in case that it has to go back.
    void exchange(const fs::path& from, const fs::path& to) {
        if (existing_ == Existing::refuse) cannot("write", to, EEXIST);
        std::error_code ignored;
        if (fs::is_directory(fs::symlink_status(to, ignored))) cannot("write", to, EISDIR);
        move({from, to, RENAME_EXCHANGE});
    }

    void move(Move next) {
        if (try_move(next)) return moves_.push_back(std::move(next));
        // Some file systems know the plain form only (rename(2)), which can't be taken back where
        // it replaces something.
        const bool plainly = errno == EINVAL && ::rename(next.from.c_str(), next.to.c_str()) == 0;
        if (!plainly) cannot("write", next.to, errno);
        if (std::exchange(next.how, 0U) == RENAME_NOREPLACE) moves_.push_back(std::move(next));
    }

    static bool try_move(const Move& move) {
        return ::renameat2(AT_FDCWD, move.from.c_str(), AT_FDCWD, move.to.c_str(), move.how) == 0;
    }

    Existing existing_;
    std::vector<Move> moves_;
};

// Where something new appears by one rename: the nearest folder that is there.
fs::path existing_part(fs::path folder) {
    std::error_code ignored;
    while (!fs::exists(folder, ignored) && folder != folder.parent_path())
        folder = folder.parent_path();
    return folder;
}

fs::path whole_path(const fs::path& folder) {
    auto whole = fs::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

void write_new(const fs::path& path, const NewFile& file, const fs::path& shown, mode_t mode) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) cannot("make", shown.parent_path(), error.value());
    const Descriptor opened(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!opened) cannot("write", shown, errno);
    write_all(opened, file.text, shown);
}

} // namespace

void write_files(const fs::path& folder, const std::vector<NewFile>& files, Existing existing,
                 Readers readers) {
    if (files.empty()) return;
    const auto whole = whole_path(folder);
    const auto place = existing_part(whole);
    remove_what_dead_runs_left(place);
    const HiddenFolder written(place);
    const auto root = written.path() / "files";
    for (const auto& file : files)
        write_new(root / whole.lexically_relative(place) / file.path, file, folder / file.path,
                  readers == Readers::owner ? 0600 : 0666);
    Moving moving(existing);
    moving.contents(root, place);
    moving.stay();
}

} // namespace pgslate
