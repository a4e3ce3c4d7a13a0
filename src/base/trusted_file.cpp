#include "base/trusted_file.hpp"

#include "base/format.hpp"
#include "base/shell.hpp"

#include <climits>

#include <array>
#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <utility>

namespace pgslate {
namespace {

namespace fs = std::filesystem;

// As many as the system itself follows (path_resolution(7)).
constexpr int most_links = 40;

Descriptor open_root() {
    return Descriptor(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

fs::path target_of(const Descriptor& link) {
    std::array<char, PATH_MAX> text{};
    const auto length = ::readlinkat(link.get(), "", text.data(), text.size());
    return std::string(text.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
}

// Each step is false where the walk ends early; `found_` says why.
class Walk {
  public:
    explicit Walk(const Trust& trust, bool makes_folders = false)
        : trust_(trust), makes_folders_(makes_folders) {}

    FoundFile to_file(const fs::path& path) {
        if (go(path)) open_last();
        return std::move(found_);
    }

    FoundFile to_folder(const fs::path& path) {
        if (go(path)) open_folder();
        return std::move(found_);
    }

  private:
    bool go(const fs::path& path) {
        const auto names = path.relative_path();
        names_.assign(names.begin(), names.end());
        bool going = arrive(open_root(), "/");
        while (going && !names_.empty()) going = step();
        return going;
    }

    bool step() {
        name_ = std::move(names_.front());
        names_.pop_front();
        if (name_.empty() || name_ == ".") return true;
        if (makes_folders_) ::mkdirat(at_.get(), name_.c_str(), S_IRWXU); // it may be there
        return arrive(
            Descriptor(::openat(at_.get(), name_.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC)),
            (seen_ / name_).lexically_normal());
    }

    bool arrive(Descriptor next, const fs::path& seen) {
        if (!next || ::fstat(next.get(), &status_) != 0) return fail(errno);
        if (!examine(next, seen)) return false;
        if (S_ISLNK(status_.st_mode)) return follow(next);
        folder_ = std::exchange(at_, std::move(next));
        seen_ = seen;
        return true;
    }

    bool follow(const Descriptor& link) {
        if (++links_ > most_links) return fail(ELOOP);
        const auto target = target_of(link);
        const auto names = target.relative_path();
        names_.insert(names_.begin(), names.begin(), names.end());
        return !target.is_absolute() || arrive(open_root(), "/");
    }

    bool examine(const Descriptor& next, const fs::path& seen) {
        if (!trust_.owns(status_))
            return object({seen, format("belongs to {}", account_name(status_.st_uid)), {}});
        const bool link = S_ISLNK(status_.st_mode);
        const bool folder = S_ISDIR(status_.st_mode);
        if (crowded_ && !link && !folder) return object(*crowded_);
        crowded_.reset();
        if (link) return true; // nobody can write into one
        const auto others = trust_.others_who_write(next.get(), status_);
        if (others.empty()) return true;
        Objection objection{seen, format("can be written by {}", others), {}};
        if (folder && (status_.st_mode & S_ISVTX) != 0) {
            crowded_ = std::move(objection); // /tmp, say, which is meant to be so
            return true;
        }
        objection.cure = format("chmod {} {}", others == "everybody" ? "go-w" : "g-w",
                                shell_word(seen.string()));
        return object(std::move(objection));
    }

    // A second time, because the walk's descriptors can't be read from. It is examined again: who
    // is trusted may have replaced it. Waits for nobody who would write into it.
    void open_last() {
        if (crowded_) return void(object(*crowded_));
        if (S_ISDIR(status_.st_mode)) return void(fail(EISDIR));
        Descriptor file(::openat(folder_.get(), name_.c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
        if (!file || ::fstat(file.get(), &status_) != 0) return void(fail(errno));
        if (examine(file, seen_)) found_.descriptor = std::move(file);
    }

    // What was walked to can't be replaced while it is open.
    void open_folder() {
        if (crowded_) return void(object(*crowded_));
        if (!S_ISDIR(status_.st_mode)) return void(fail(ENOTDIR));
        found_.descriptor =
            Descriptor(::openat(at_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!found_.descriptor) fail(errno);
    }

    bool object(Objection objection) {
        found_.objection = std::move(objection);
        return false;
    }

    bool fail(int reason) {
        found_.reason = reason;
        return false;
    }

    const Trust& trust_;
    bool makes_folders_;
    FoundFile found_;
    Descriptor at_;
    Descriptor folder_; // the one before
    fs::path name_;     // of `at_` in it
    fs::path seen_;
    std::deque<fs::path> names_; // still to go
    struct stat status_ {};
    std::optional<Objection> crowded_; // the folder that was entered last, if others may write it
    int links_ = 0;
};

} // namespace

FoundFile open_trusted(const fs::path& path, const Trust& trust) {
    return Walk(trust).to_file(path);
}

FoundFile open_trusted_folder(const fs::path& path, const Trust& trust, bool may_be_made) {
    return Walk(trust, may_be_made).to_folder(path);
}

std::optional<std::string> TrustedReader::read(const fs::path& file, ExitStatus status,
                                               std::size_t most) {
    if (trust_.is_everybody()) return read_file(file, status, most);
    const auto found = open_trusted(fs::absolute(file), trust_);
    if (!allows(found, file)) return std::nullopt;
    if (!found.descriptor) cannot_read(file, found.reason, status);
    return read_file(found.descriptor, file, status, most);
}

void TrustedReader::look_at(const fs::path& path, const fs::path& file) {
    if (!trust_.is_everybody()) allows(open_trusted(fs::absolute(path), trust_), file);
}

bool TrustedReader::allows(const FoundFile& found, const fs::path& file) {
    if (!found.objection) return true;
    const auto& [path, reason, cure] = *found.objection;
    Problem problem;
    problem.message =
        format("not used, because {} {}", path == file ? "it" : path.string(), reason);
    problem.place.file = file.string();
    if (!cure.empty()) problem.hints.push_back(format("Take that right away with: {}", cure));
    problems_.emplace(path, std::move(problem));
    return false;
}

void TrustedReader::finish(const std::string& name_it) const {
    if (problems_.empty()) return;
    std::vector<Problem> problems;
    for (const auto& [path, problem] : problems_) problems.push_back(problem);
    problems.back().hints.push_back(name_it);
    throw Error(ExitStatus::bad_configuration, std::move(problems));
}

} // namespace pgslate
