#include "models/files.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace pgslate::models {
namespace {

namespace fs = std::filesystem;

bool is_model(const fs::path& path) {
    const auto extension = path.extension();
    const bool hidden = path.filename().string().starts_with('.');
    return (extension == ".toml" || extension == ".sql") && !hidden
           && path.filename() != "pgslate.toml";
}

class Finder {
  public:
    explicit Finder(std::vector<Problem>& problems) : problems_(problems) {}

    void take(const fs::path& path) {
        std::error_code error;
        const auto status = fs::status(path, error);
        if (!fs::exists(status))
            return cannot_read(path, error ? error.message() : "there is no such file or folder");
        if (!fs::is_directory(status)) return add(path);
        const auto before = std::pair(found_, problems_.size());
        take_folder(path);
        if (std::pair(found_, problems_.size()) == before)
            complain(path, "the folder has no models",
                     {"A model is a .toml or .sql file; `pgslate init` writes a first one."});
    }

    std::vector<fs::path> files() { return std::move(files_); }

  private:
    void add(const fs::path& path) {
        std::error_code error;
        auto real = fs::canonical(path, error);
        if (error) real = path; // a pipe that is a descriptor of ours is nowhere
        ++found_;
        if (seen_files_.insert(real).second) files_.push_back(path);
    }

    // Who names a pipe wants it read; one that lies in a folder would be waited for.
    void add_file(const fs::path& path, const fs::file_status& status) {
        if (fs::is_regular_file(status)) return add(path);
        complain(path, "this is called like a model but is no file",
                 {"A device, a pipe or a socket can't be a model."});
    }

    // `open_folders_` holds the folders we are inside of: meeting one again is a loop of links.
    void take_folder(const fs::path& folder) {
        std::error_code error;
        const auto real = fs::canonical(folder, error);
        if (error) return cannot_read(folder, error.message());
        if (!open_folders_.insert(real).second)
            return complain(folder, "the link leads back to a folder that it lies in");
        for (const auto& entry : sorted_entries(folder)) {
            const bool hidden = entry.filename().string().starts_with('.');
            const auto status = fs::status(entry, error);
            if (error && !hidden)
                cannot_read(entry, error.message());
            else if (fs::is_directory(status) && !hidden)
                take_folder(entry);
            else if (is_model(entry))
                add_file(entry, status);
        }
        open_folders_.erase(real);
    }

    std::vector<fs::path> sorted_entries(const fs::path& folder) {
        std::vector<fs::path> entries;
        std::error_code error;
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::end(it);
             it.increment(error))
            entries.push_back(it->path());
        if (error) cannot_read(folder, error.message());
        std::ranges::sort(entries);
        return entries;
    }

    void cannot_read(const fs::path& path, std::string_view reason) {
        complain(path, format("cannot be read: {}", reason),
                 {"`pgslate init` writes a first model; `--models` names others."});
    }

    void complain(const fs::path& path, std::string message, std::vector<std::string> hints = {}) {
        Problem problem{.message = std::move(message), .hints = std::move(hints)};
        problem.place.file = path.string();
        problems_.push_back(std::move(problem));
    }

    std::vector<Problem>& problems_;
    std::vector<fs::path> files_;
    std::size_t found_ = 0; // models, whether met before or not
    std::set<fs::path> seen_files_;
    std::set<fs::path> open_folders_;
};

} // namespace

std::vector<fs::path> find_files(const std::vector<fs::path>& paths,
                                 std::vector<Problem>& problems) {
    Finder finder(problems);
    for (const auto& path : paths) finder.take(path);
    return finder.files();
}

} // namespace pgslate::models
