#include "desired/trial.hpp"

#include "models/sql/subscription.hpp"
#include "models/sql/tried.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>

namespace pgslate::desired {
namespace {

using catalog::Kind;
using plan::Step;

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

// The words of a setting in small letters, those in quotes too.
std::vector<std::string> words_of(std::string_view setting) {
    using Token = sql::Token::Kind;
    std::vector<std::string> words;
    for (const auto& token : sql::tokenize(setting).tokens)
        words.push_back(lower(token.kind == Token::word || token.kind == Token::symbol
                                  ? token.in(setting)
                                  : content_of(token, setting)));
    return words;
}

// With these settings the server may see the end of a string elsewhere than we do. One that says
// its letters by their numbers may be any.
bool changes_strings(const std::string& setting) {
    const auto words = words_of(setting);
    const bool is_path = words.size() > 1 && words[0] == "set" && words[1] == "search_path";
    if (is_path) return false; // whatever the names of schemas are made of
    const auto has_one_of = [&](std::initializer_list<std::string_view> wanted) {
        return std::ranges::find_first_of(words, wanted) != words.end();
    };
    if (setting.find_first_of("\\&") != std::string::npos) return true;
    return has_one_of({"standard_conforming_strings", "client_encoding", "names"})
           && !has_one_of({"on", "utf8", "utf-8"});
}

std::optional<Step> tried(const Step& step) {
    if (!is_readable(step)) return std::nullopt;
    auto sql = models::tried(step.sql.sql());
    if (!sql) return std::nullopt;
    auto result = step;
    result.sql = sql::Text::verbatim(*std::move(sql));
    return result;
}

// Its slot was left out; one that is called like the subscription is the usual one.
void add_slot(catalog::Fact& subscription, const Step& step) {
    const auto said = models::slot_of_subscription(models::TokenReader(step.sql.sql()));
    if (!said) return;
    subscription.attributes.erase("slot_name");
    if (said->slot != said->subscription) subscription.attributes["slot_name"] = said->slot;
}

} // namespace

bool is_readable(const Step& step) {
    return step.sql.sql().find('\\') == std::string::npos
           || std::ranges::none_of(step.settings, changes_strings);
}

Trial trial_of(const plan::Plan& plan) {
    Trial trial;
    for (const auto& step : plan.steps) {
        if (auto runs = tried(step))
            trial.plan.steps.push_back(*std::move(runs));
        else
            trial.left_out.push_back(step);
    }
    return trial;
}

void add_what_was_meant(catalog::Catalog& made, const plan::Plan& plan) {
    for (const auto& step : plan.steps)
        for (const auto& id : step.creates) {
            const auto found = made.facts.find(id);
            if (id.kind == Kind::subscription && found != made.facts.end())
                add_slot(found->second, step);
        }
}

} // namespace pgslate::desired
