#include "cli/typed.hpp"

#include "cli/declare.hpp"

#include <algorithm>
#include <set>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

bool begins_option(const std::string& word) {
    return word.size() > 1 && word.starts_with('-');
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

// CLI11 puts words of its own behind the name.
const ValueType& type_of(const CLI::Option& option) {
    const auto name = option.get_positional() ? option.get_name(true) : option.get_type_name();
    return value_type(std::string_view(name).substr(0, name.find(':')));
}

const CLI::App* command_called(const CLI::App& app, const std::string& name) {
    const auto found =
        app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

// Goes along a command line, word by word.
class Walk {
  public:
    explicit Walk(const CLI::App& app) : app_(&app) {}

    void pass(const std::string& word) {
        if (awaiting_ != nullptr)
            awaiting_ = nullptr; // this was its value
        else if (!behind_mark_ && word == "--")
            behind_mark_ = true;
        else if (!behind_mark_ && begins_option(word))
            pass_option(word);
        else
            pass_word(word);
    }

    Typed at(const std::string& word) const {
        if (awaiting_ != nullptr)
            return {.value = &type_of(*awaiting_), .option_stands_before = true};
        if (!behind_mark_ && word.starts_with('-')) return at_option(word);
        auto result = behind_mark_ ? Typed() : Typed{.words = commands()};
        const auto* argument = next_argument();
        if (argument != nullptr && (behind_mark_ || !type_of(*argument).behind_mark))
            result.value = &type_of(*argument);
        const bool nothing_else = result.words.empty() && result.value == nullptr;
        if (nothing_else && !behind_mark_) result.words = options();
        return result;
    }

  private:
    const CLI::App* app_;
    const CLI::Option* awaiting_ = nullptr; ///< the option whose value comes next
    bool behind_mark_ = false;              ///< `--` was there
    bool help_ = false;                     ///< `help` was there
    int arguments_ = 0;
    std::set<std::string> given_;

    void pass_option(const std::string& word) {
        const auto equals = word.find('=');
        const auto* option = app_->get_option_no_throw(word.substr(0, equals));
        if (option == nullptr) return;
        given_.insert(option->get_single_name());
        const bool value_follows = option->get_items_expected_min() > 0;
        if (value_follows && equals == std::string::npos) awaiting_ = option;
    }

    void pass_word(const std::string& word) {
        const auto* command = behind_mark_ ? nullptr : command_called(*app_, word);
        if (command != nullptr)
            app_ = command;
        else if (word == "help" && !behind_mark_)
            help_ = true;
        else
            ++arguments_;
    }

    std::vector<Candidate> commands() const {
        std::vector<Candidate> found;
        for (const auto* command : app_->get_subcommands({}))
            found.push_back({command->get_name(), command->get_description()});
        if (app_->get_parent() == nullptr && !help_)
            found.push_back({"help", "Tell more of a command"});
        return found;
    }

    const CLI::Option* next_argument() const {
        const auto all =
            app_->get_options([](const CLI::Option* option) { return option->get_positional(); });
        const bool taken = all.empty() || arguments_ >= all.front()->get_items_expected_max();
        return taken || help_ ? nullptr : all.front();
    }

    // Those that are there already are offered again only if they may be repeated.
    std::vector<Candidate> options() const {
        std::vector<Candidate> found;
        for (const auto* option : app_->get_options()) {
            const bool repeatable =
                option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
            if (!repeatable && given_.contains(option->get_single_name())) continue;
            for (const auto& name : option->get_lnames())
                found.push_back({"--" + name, option->get_description()});
        }
        return found;
    }

    Typed at_option(const std::string& word) const {
        const auto equals = word.find('=');
        if (equals == std::string::npos) return {.words = options()};
        const auto* option = app_->get_option_no_throw(word.substr(0, equals));
        if (option == nullptr || !takes_value(*option)) return {};
        return {.value = &type_of(*option), .beginning = word.substr(0, equals + 1)};
    }
};

} // namespace

Typed typed(const Words& words) {
    Draft draft;
    CLI::App app("", "pgslate");
    declare(app, draft, [](const Command&) { return true; });
    Walk walk(app);
    if (words.empty()) return walk.at("");
    std::for_each(words.begin(), words.end() - 1, [&](const auto& word) { walk.pass(word); });
    return walk.at(words.back());
}

} // namespace pgslate::cli
