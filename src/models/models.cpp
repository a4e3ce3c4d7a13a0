#include "models/models.hpp"

#include "base/format.hpp"
#include "base/trusted_file.hpp"
#include "base/utf8.hpp"
#include "models/checks.hpp"
#include "models/files.hpp"
#include "models/migrations.hpp"
#include "models/printed.hpp"
#include "models/resolve.hpp"
#include "models/roles.hpp"
#include "models/sql/enum_values.hpp"
#include "models/sql/read_file.hpp"
#include "models/toml/read_file.hpp"
#include "models/type_names.hpp"
#include "sql/excerpt.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace pgslate::models {
namespace {

bool is_text(Source& source) {
    const auto bad = first_bad_byte(source.text());
    if (!bad) return true;
    const bool nul = source.text()[*bad] == '\0';
    const auto place = source.place_at(*bad);
    source.unreadable(place, nul ? "a NUL byte can't stand in a model"
                                 : "this is not UTF-8: models are UTF-8 text");
    return false;
}

// Editors on Windows begin UTF-8 files with a mark that means nothing.
SharedText without_mark(const SharedText& text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.view().starts_with(mark) ? text.part(text.view().substr(mark.size())) : text;
}

void read(const Sources::File& file, Collection& collection) {
    Source source(collection, file.path.string(), without_mark(file.text));
    if (!is_text(source)) return;
    if (file.printed || file.path.extension() == ".sql")
        read_sql_file(source);
    else
        read_toml(source);
}

void sort_by_place(std::vector<Problem>& problems) {
    std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
        const auto& place = problem.place;
        return std::tuple(place.file, place.line, place.column);
    });
}

// A slip of --models, or a file that was never filled, would make an empty database without a word.
void warn_of_nothing(const std::vector<Sources::File>& files, Collection& collection) {
    Problem problem{.message = "the models declare nothing"};
    if (files.size() == 1) problem.place.file = files.front().path.string();
    collection.warnings.push_back(std::move(problem));
}

std::string options_for(const std::vector<std::filesystem::path>& paths) {
    std::string options;
    for (const auto& path : paths) options += format(" --models {}", path.string());
    return options;
}

} // namespace

std::vector<std::filesystem::path> Sources::paths() const {
    std::vector<std::filesystem::path> paths;
    std::ranges::transform(files, std::back_inserter(paths), &File::path);
    return paths;
}

Sources find(const std::vector<std::filesystem::path>& paths, const Trust& trust,
             const std::vector<Program>& commands, Interruption* interruption) {
    Sources sources;
    TrustedReader reader(trust);
    for (const auto& path : find_files(paths, sources.problems)) try {
            if (auto text = reader.read(path, ExitStatus::bad_model))
                sources.files.push_back({path, *std::move(text)});
        } catch (const Error& error) {
            sources.problems.push_back(error.problems().front());
        }
    reader.finish(format("To use the models all the same, name them:{}", options_for(paths)));
    for (const auto& command : commands) try {
            sources.files.push_back(printed_by(command, interruption));
        } catch (const Error& error) {
            if (error.status() != ExitStatus::bad_model) throw;
            sources.problems.push_back(error.problems().front());
        }
    return sources;
}

Models load(Sources sources) {
    Collection collection;
    collection.problems = sources.problems;
    collection.incomplete = !sources.problems.empty();
    const auto migrations = migrations_among(sources.files);
    for (const auto& problem : migrations.problems) collection.problems.push_back(problem);
    collection.incomplete = collection.incomplete || !migrations.files.empty();
    for (const auto& file : sources.files)
        if (!migrations.files.contains(file.path)) read(file, collection);
    if (!collection.incomplete) {
        check(collection);
        check_roles(collection);
    }
    if (!collection.problems.empty()) {
        add_excerpts_of_printed(sources, collection.problems);
        sql::add_excerpts(collection.problems);
        sort_by_place(collection.problems);
        throw Error(ExitStatus::bad_model, std::move(collection.problems));
    }
    warn_of_unknown_types(collection);
    add_excerpts_of_printed(sources, collection.warnings);
    sql::add_excerpts(collection.warnings);
    if (collection.catalog.facts.empty()) warn_of_nothing(sources.files, collection);
    fold_added_values(collection);
    fold_role_statements(collection);
    resolve(collection);
    return {.catalog = std::move(collection.catalog),
            .hints = std::move(collection.hints),
            .sources = std::move(sources),
            .warnings = std::move(collection.warnings)};
}

} // namespace pgslate::models
