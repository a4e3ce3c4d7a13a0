#include "commands/secrets.hpp"

#include "base/format.hpp"
#include "sql/excerpt.hpp"
#include "sql/placeholders.hpp"
#include "sql/secrets.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;

constexpr std::string_view connection = "connection";

// Those of columns and tables are called foreign_options.
bool holds_options(std::string_view attribute) {
    return attribute.ends_with("options") && !attribute.starts_with("unknown_");
}

bool may_hold_secrets(Kind kind) {
    return kind == Kind::user_mapping || kind == Kind::server || kind == Kind::foreign_data_wrapper
           || kind == Kind::foreign_table || kind == Kind::column || kind == Kind::subscription;
}

std::string option_name(const std::string& option) {
    return option.substr(0, option.find(' '));
}

std::vector<std::string> leave_out(Fact& fact) {
    std::vector<std::string> names;
    const auto replace = [&](std::string& value, std::string replaced, std::string name) {
        if (replaced != value) names.push_back(std::move(name));
        value = std::move(replaced);
    };
    for (auto& [attribute, value] : fact.attributes) {
        if (auto* text = std::get_if<std::string>(&value);
            text != nullptr && attribute == connection)
            replace(*text, sql::connection_with_placeholders(*text), attribute);
        auto* list = std::get_if<std::vector<std::string>>(&value);
        if (list == nullptr || !holds_options(attribute)) continue;
        for (auto& option : *list)
            replace(option, sql::option_with_placeholders(option), option_name(option));
    }
    return names;
}

std::vector<Problem> problems_in(std::string_view statement, const Place& place, bool verbatim) {
    std::vector<Problem> problems;
    for (const auto at : sql::placeholders_in(statement)) {
        auto problem =
            advised(format("'{}' stands for a secret that was left out", sql::secret_placeholder),
                    {"Write the secret in its place; `pgslate dump --secrets` does."});
        problem.place = verbatim ? advance(place, statement, at) : place;
        problems.push_back(std::move(problem));
    }
    return problems;
}

void refuse_all(std::vector<Problem> problems) {
    if (problems.empty()) return;
    sql::add_excerpts(problems);
    throw Error(ExitStatus::bad_model, std::move(problems));
}

} // namespace

LeftOut leave_out_secrets(Catalog& catalog) {
    LeftOut left_out;
    for (auto& [id, fact] : catalog.facts)
        if (may_hold_secrets(id.kind))
            if (auto names = leave_out(fact); !names.empty())
                left_out.emplace(id, std::move(names));
    return left_out;
}

std::string in_words(const catalog::Identity& id, const std::vector<std::string>& names) {
    return format("'{}' stands for a secret: {} of {}", sql::secret_placeholder, join(names, ", "),
                  to_string(id));
}

std::vector<std::string> placeholders_of(const Fact& fact) {
    std::vector<std::string> names;
    const auto note = [&](const std::string& value, const std::string& name) {
        if (value.find(sql::secret_placeholder) != std::string::npos) names.push_back(name);
    };
    if (!may_hold_secrets(fact.id.kind)) return names;
    for (const auto& [attribute, value] : fact.attributes) {
        if (attribute == connection) note(fact.text(attribute), attribute);
        if (const auto* list = std::get_if<std::vector<std::string>>(&value);
            list != nullptr && holds_options(attribute))
            for (const auto& option : *list) note(option, option_name(option));
    }
    return names;
}

std::vector<Problem> placeholders_in(const models::Models& models) {
    std::vector<Problem> problems;
    for (const auto& [id, fact] : models.catalog.of_kind(Kind::statement)) {
        auto more = problems_in(fact.sql(), fact.place, true);
        problems.insert(problems.end(), more.begin(), more.end());
    }
    return problems;
}

bool has_placeholders(const plan::Plan& plan) {
    return std::ranges::any_of(plan.steps, [](const plan::Step& step) {
        return !sql::placeholders_in(step.sql.sql()).empty();
    });
}

void refuse_placeholders(const models::Models& models) {
    refuse_all(placeholders_in(models));
}

void refuse_placeholders(const plan::Plan& plan) {
    std::vector<Problem> problems;
    for (const auto& step : plan.steps) {
        const auto place = step.origins.empty() ? Place() : step.origins.front().place;
        auto more = problems_in(step.sql.sql(), place, step.verbatim);
        problems.insert(problems.end(), more.begin(), more.end());
    }
    refuse_all(std::move(problems));
}

std::string shown(const plan::Step& step) {
    return sql::without_secrets(step.sql.sql());
}

} // namespace pgslate::commands
