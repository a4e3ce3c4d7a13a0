#include "cli/left_out.hpp"

#include "base/format.hpp"
#include "cli/misread.hpp"

#include <algorithm>

namespace pgslate::cli {
namespace {

const CLI::Option* option_called(const CLI::App& app, const std::string& word) {
    if (word.size() < 2 || word.front() != '-') return nullptr;
    return innermost(app).app->get_option_no_throw(word);
}

bool needs_value(const CLI::Option& option) {
    return option.get_items_expected_min() > 0;
}

Answer say(const CLI::Option& option, const std::string& name, const std::string& next) {
    const auto type = option.get_type_name();
    const auto about = format("{} {}: {}.", name, type, option.get_description());
    if (next.empty()) return wrong(format("no {} stands behind {}", type, name), {about});
    return wrong(format("behind {} stands no {}, but the option {}", name, type, next),
                 {about, format("If that is really meant, write {}={}", name, next)});
}

} // namespace

std::optional<Answer> left_out(const CLI::App& app, const std::vector<std::string>& arguments) {
    const auto end = std::ranges::find(arguments, "--"); // what stands behind is for psql
    for (auto word = arguments.begin(); word != end; ++word) {
        const auto* option = option_called(app, *word);
        if (option == nullptr || !needs_value(*option)) continue;
        const auto value = word + 1;
        if (value == end) return say(*option, *word, "");
        const auto name = value->substr(0, value->find('='));
        if (option_called(app, name) != nullptr) return say(*option, *word, name);
        word = value;
    }
    return std::nullopt;
}

} // namespace pgslate::cli
