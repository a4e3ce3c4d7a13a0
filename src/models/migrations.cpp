#include "models/migrations.hpp"

#include "base/format.hpp"
#include "models/migration_signs.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pgslate::models {
namespace {

namespace fs = std::filesystem;

// What a name says of two files, one of which undoes the other; the first may say nothing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> opposites = {
    {{"up", "down"},
     {"do", "undo"},
     {"deploy", "revert"},
     {"up", "rollback"},
     {"", "rollback"},
     {"", "undo"}}};

using SqlPaths = std::map<std::string, std::string>; // as written, by the same in small letters

std::string in_small_letters(std::string path) {
    for (char& c : path)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return path;
}

bool parts_words(char c) {
    return std::string_view("./_-").find(c) != std::string_view::npos;
}

bool is_whole_word(std::string_view text, std::size_t at, std::size_t size) {
    const bool begins = at == 0 || parts_words(text[at - 1]);
    return begins && (at + size == text.size() || parts_words(text[at + size]));
}

// `path` with the word at `at` replaced; with nothing, what parted it from the rest goes, too.
std::string replaced(std::string path, std::size_t at, std::size_t size, std::string_view by) {
    if (!by.empty()) return path.replace(at, size, by);
    return path.erase(at > 0 ? at - 1 : at, size + 1);
}

// The file that `path` undoes, as its name tells.
std::optional<std::string> undone_by(const std::string& path, const SqlPaths& paths) {
    for (const auto& [forth, back] : opposites)
        for (auto at = path.find(back); at != std::string::npos; at = path.find(back, at + 1)) {
            if (!is_whole_word(path, at, back.size())) continue;
            const auto other = paths.find(replaced(path, at, back.size(), forth));
            if (other != paths.end()) return other->second;
        }
    return std::nullopt;
}

bool removes(std::string_view text) {
    return std::ranges::any_of(sql::tokenize(text).tokens, [&](const sql::Token& token) {
        constexpr std::array words = {"drop", "delete", "truncate"};
        return std::ranges::any_of(
            words, [&](const char* word) { return sql::is_word(token, text, word); });
    });
}

class MigrationSearch {
  public:
    explicit MigrationSearch(const std::vector<Sources::File>& files) {
        for (const auto& file : files) look_at(file);
        look_for_pairs(files);
    }

    Migrations result() && {
        for (const auto& [tool, found] : found_) add_problem(tool, found);
        return std::move(result_);
    }

  private:
    struct Found {
        Place place; // of the first
        std::size_t count = 0;
    };

    void look_at(const Sources::File& file) {
        auto sign = file.printed ? std::nullopt : sign_in_name(file.path);
        if (file.printed || file.path.extension() == ".sql")
            if (const auto within = sign_in_text(file.text)) sign = within;
        if (!sign) return;
        const auto path = file.path.string();
        add(std::string(sign->tool),
            sign->within ? advance({path, 1, 1}, file.text, sign->offset) : Place{path});
    }

    // Two tables may well be called thumbs_up and thumbs_down: what undoes something removes it.
    void look_for_pairs(const std::vector<Sources::File>& files) {
        SqlPaths paths;
        for (const auto& file : files)
            if (file.path.extension() == ".sql")
                paths.emplace(in_small_letters(file.path.string()), file.path.string());
        std::set<std::string> paired;
        bool any_removes = false;
        for (const auto& file : files) {
            const auto other = undone_by(in_small_letters(file.path.string()), paths);
            if (!other) continue;
            paired.insert({file.path.string(), *other});
            any_removes = any_removes || removes(file.text);
        }
        if (!any_removes) return;
        for (const auto& path : paired)
            if (!result_.files.contains(path)) add("sqlx, golang-migrate or the like", {path});
    }

    void add(const std::string& tool, Place place) {
        result_.files.insert(place.file.text());
        auto& found = found_[tool];
        if (found.count++ == 0) found.place = std::move(place);
    }

    void add_problem(const std::string& tool, const Found& found) {
        Problem problem{.message = format("this is a migration of {}, not a model", tool),
                        .place = found.place};
        if (found.count > 1)
            problem.notes.push_back(
                format("So {} {} more.", found.count == 2 ? "is" : "are", found.count - 1));
        problem.hints = {
            "Migrations are run one after another; models say what there is in the end, in any "
            "order.",
            "Let the tool build a database (a reset, where it knows one); then `pgslate dump --url "
            "URL --output FOLDER` writes the models."};
        result_.problems.push_back(std::move(problem));
    }

    Migrations result_;
    std::map<std::string, Found> found_; // by the tool
};

} // namespace

Migrations migrations_among(const std::vector<Sources::File>& files) {
    return MigrationSearch(files).result();
}

} // namespace pgslate::models
