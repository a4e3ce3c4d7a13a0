#include "commands/watched.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "base/program.hpp"
#include "commands/inputs.hpp"
#include "commands/server_address.hpp"
#include "config/project.hpp"
#include "database/database.hpp"
#include "models/files.hpp"

#include <algorithm>
#include <set>
#include <sys/stat.h>

namespace pgslate::commands {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// An editor writes, renames and removes in a moment; so does a branch that is checked out.
constexpr auto quiet = 100ms;

constexpr const char* why_not = "--watch destroys and alters without a question, for as long as it "
                                "runs: it is for development, on a server of this machine.";

[[noreturn]] void refuse_to_watch(std::string message) {
    throw Error(ExitStatus::refused, std::move(message), {why_not});
}

postgres::Session any_session(const database::Server& server) {
    if (auto session = server.try_open("watch")) return *std::move(session);
    return server.connect_to_maintenance("watch");
}

// Folders below, as models are found in them; links may lead in a circle.
void add_with_folders_below(FolderWatch& folders, const fs::path& folder, std::set<fs::path>& met) {
    std::error_code error;
    const auto real = fs::canonical(folder, error);
    if (error || !met.insert(real).second) return;
    folders.add(real);
    for (auto it = fs::directory_iterator(real, error); !error && it != fs::end(it);
         it.increment(error)) {
        const bool hidden = it->path().filename().string().starts_with('.');
        std::error_code unknown;
        if (!hidden && it->is_directory(unknown)) add_with_folders_below(folders, *it, met);
    }
}

// Where a path begins or ends to be there is told by what it lies in, or by what that lies in.
fs::path nearest_folder(const fs::path& path) {
    std::error_code error;
    auto folder = fs::absolute(path, error).parent_path();
    while (!fs::is_directory(folder, error) && folder.has_relative_path())
        folder = folder.parent_path();
    return folder;
}

} // namespace

void require_watchable(const Context& context) {
    const auto& target = context.target;
    if (target.is_protected)
        refuse_to_watch(format("database {} is protected ({}), and not to be made again at "
                               "each change of a model",
                               in_quotes(target.database), target.protected_by));
    const auto server = reach_server(context);
    auto session = any_session(server);
    if (!session.server().loopback)
        refuse_to_watch(format("database {} is on another machine ({})", in_quotes(target.database),
                               address_of(session.server())));
    if (database::has_protection_mark(database::known_of(session, target.database).comment))
        refuse_to_watch(format("database {} is protected (its comment bears the mark), and not "
                               "to be made again at each change of a model",
                               in_quotes(target.database)));
}

WatchedFiles::WatchedFiles(const config::Target& target)
    : paths_(target.models.value), commands_(target.models.commands.size()),
      configuration_(target.file.value_or(target.folder / config::project_file_name)) {
    for (const auto& path : paths_) {
        std::error_code error;
        const auto status = fs::status(path, error);
        if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status))
            throw Error(ExitStatus::usage,
                        format("--watch can't watch {}: it can be read only once", path.string()));
    }
    for (const auto& command : target.models.commands)
        for (const auto& word : words_of_files(command)) programs_.push_back(command.folder / word);
    begin();
}

void WatchedFiles::begin() {
    before_ = look();
}

std::size_t WatchedFiles::models() const {
    const auto beside = std::ranges::count_if(
        before_, [this](const auto& entry) { return !is_model(entry.first); });
    return before_.size() - static_cast<std::size_t>(beside) + commands_;
}

bool WatchedFiles::is_model(const fs::path& file) const {
    return file != configuration_ && std::ranges::find(programs_, file) == programs_.end();
}

// What is wrong with the models is told by whoever reads them.
WatchedFiles::States WatchedFiles::look() const {
    std::vector<Problem> ignored;
    auto files = models::find_files(paths_, ignored);
    files.push_back(configuration_);
    files.insert(files.end(), programs_.begin(), programs_.end());
    States states;
    for (const auto& file : files) {
        struct stat found {};
        if (::stat(file.c_str(), &found) != 0) continue;
        states[file] = {.file = found.st_ino,
                        .size = found.st_size,
                        .modified = found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec};
    }
    return states;
}

void WatchedFiles::add_folders(FolderWatch& folders) const {
    std::set<fs::path> met;
    folders.add(nearest_folder(configuration_));
    for (const auto& file : programs_) folders.add(nearest_folder(file));
    for (const auto& path : paths_) {
        folders.add(nearest_folder(path));
        std::error_code error;
        if (fs::is_directory(path, error))
            add_with_folders_below(folders, path, met);
        else if (const auto real = fs::canonical(path, error); !error)
            folders.add(real.parent_path());
    }
}

// Folders first: what changes behind the look is heard.
void WatchedFiles::wait_for_change(FolderWatch& folders) const {
    while (true) {
        add_folders(folders);
        if (look() != before_) return;
        folders.wait(quiet);
    }
}

} // namespace pgslate::commands
