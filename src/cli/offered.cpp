#include "cli/offered.hpp"

#include "base/format.hpp"
#include "cli/parse.hpp"
#include "cli/process.hpp"
#include "commands/known_names.hpp"
#include "config/find_target.hpp"
#include "config/project.hpp"

#include <algorithm>
#include <filesystem>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

constexpr std::chrono::milliseconds longest_wait(300);     // for a server
constexpr std::chrono::milliseconds longest_reading(1000); // of models: some are large, or a pipe

// What the words say so far about the target and the models. The last is the value that is being
// typed, with its option in it or before it.
config::TargetChoice target_choice(Words words, bool option_stands_before) {
    words.resize(words.size() - (option_stands_before ? 2 : 1));
    auto parsed = parse(words);
    if (!std::holds_alternative<Request>(parsed)) {
        words.emplace_back("status"); // the command may come later
        parsed = parse(words);
    }
    const auto* request = std::get_if<Request>(&parsed);
    auto choice = request == nullptr ? config::TargetChoice() : request->options.target;
    choice.password = config::ProfilePassword::at_hand;
    return choice;
}

std::string about(const config::Profile& profile) {
    std::string words;
    if (profile.local.value) words = "the private server";
    if (profile.url) words = profile.url->value.host;
    if (profile.database) words += format(", {}", profile.database->value);
    if (profile.is_protected.value) words += ", protected";
    return words;
}

std::vector<Candidate> profiles(const config::TargetChoice& choice) {
    std::vector<Candidate> found;
    const auto project = config::find_project(std::filesystem::current_path(), choice.config);
    for (const auto& profile : project.profiles) found.push_back({profile.name, about(profile)});
    return found;
}

commands::DeclaredNames declared(const config::TargetChoice& choice) {
    end_after(longest_reading);
    return commands::declared_names(config::find_models(choice, config::Environment::of_process(),
                                                        std::filesystem::current_path()));
}

// Those of `public` by their names alone, unless a schema is being typed.
std::vector<Candidate> tables(const config::TargetChoice& choice, const std::string& typed) {
    std::vector<Candidate> found;
    const bool whole = typed.find('.') != std::string::npos;
    for (const auto& [schema, name] : declared(choice).tables)
        found.push_back({whole || schema != "public" ? format("{}.{}", schema, name) : name, {}});
    return found;
}

std::vector<Candidate> plain(const auto& names) {
    std::vector<Candidate> found;
    found.reserve(names.size());
    for (const auto& name : names) found.push_back({std::string(name), {}});
    return found;
}

std::vector<Candidate> databases(config::TargetChoice choice) {
    const auto environment = config::Environment::of_process();
    forget_libpq_target();
    end_after(longest_wait);
    // It is being typed, and the source need not say one.
    choice.database = "postgres";
    const auto target = config::find_target(choice, environment, std::filesystem::current_path());
    return plain(commands::database_names(target, environment, longest_wait));
}

std::vector<Candidate> values(const ValueType& type, const config::TargetChoice& choice,
                              const std::string& typed) {
    switch (type.offer) {
    case Offer::words: return plain(type.words);
    case Offer::profiles: return profiles(choice);
    case Offer::databases: return databases(choice);
    case Offer::schemas: return plain(declared(choice).schemas);
    case Offer::tables: return tables(choice, typed);
    case Offer::nothing:
    case Offer::files:
    case Offer::folders: return {};
    }
    return {};
}

std::string_view kind_of(const ValueType& type) {
    return type.offer == Offer::files     ? "files"
           : type.offer == Offer::folders ? "folders"
                                          : "words";
}

} // namespace

Offered offered_for(const Words& words) {
    auto here = typed(words);
    Offered offered{.candidates = std::move(here.words), .beginning = std::move(here.beginning)};
    if (here.value == nullptr) return offered;
    offered.kind = kind_of(*here.value);
    const auto choice = target_choice(words, here.option_stands_before);
    const auto value = words.back().substr(offered.beginning.size());
    try {
        std::ranges::move(values(*here.value, choice, value),
                          std::back_inserter(offered.candidates));
    } catch (const Error&) {
        return offered; // whoever runs the command will hear of it
    }
    // What begins so is taken for an option where it stands alone.
    if (offered.beginning.empty() && here.option_stands_before)
        std::erase_if(offered.candidates,
                      [](const Candidate& one) { return one.text.starts_with('-'); });
    return offered;
}

} // namespace pgslate::cli
