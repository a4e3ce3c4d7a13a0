// What reads models and pgslate.toml is held against their forms: it understands all that they
// have, and nothing else.
#include "base/format.hpp"
#include "config/forms.hpp"
#include "config/keywords.hpp"
#include "config/project.hpp"
#include "config_support.hpp"
#include "models/collector.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_file.hpp"
#include "support/form_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

namespace pgslate::testing {
namespace {

using Messages = std::set<std::string>;

Messages messages_of(const std::vector<Problem>& problems) {
    Messages messages;
    for (const auto& problem : problems) messages.insert(problem.message);
    return messages;
}

Messages problems_of_model(const std::string& text) {
    models::Collection collection;
    models::Source source(collection, "model.toml", text);
    models::read_toml(source);
    return messages_of(collection.problems);
}

Messages problems_of_project(const config::TemporaryFolder& folder, const std::string& text) {
    folder.write("pgslate.toml", text);
    try {
        config::find_project(folder.path());
    } catch (const Error& error) {
        return messages_of(error.problems());
    }
    return {};
}

// Whether a complaint is about the kind of a value, and not about what it says: `lock_timeout =
// "a"` is a string, though no time.
bool is_about_form(const std::string& message) {
    const Messages signs = {"must be a string", "must be an",      "must be a table", "unknown way",
                            "must be true",     "must be SQL",     "must hold",       "unknown",
                            "has no '",         "names no column", "is empty",        "expected",
                            "no privilege"};
    return std::ranges::any_of(
        signs, [&](const std::string& sign) { return message.find(sign) != std::string::npos; });
}

void expect_agreement(const TomlForm& form,
                      const std::function<Messages(const std::string&)>& problems_of) {
    const auto cases = cases_of(form);
    EXPECT_GT(cases.size(), form.keys.size());
    std::string without;
    Messages before;
    for (const auto& one : cases) {
        if (without != one.without) before = problems_of(one.without);
        without = one.without;
        Messages more;
        std::ranges::set_difference(problems_of(one.text), before, std::inserter(more, more.end()));
        if (one.fits)
            EXPECT_TRUE(std::ranges::none_of(more, is_about_form))
                << one.text << "\n"
                << format("{}", join(more, "\n"));
        else
            EXPECT_FALSE(more.empty()) << "nobody minds: " << one.text;
    }
}

TEST(TomlForms, AreWhatModelsAreReadBy) {
    expect_agreement(models::model_form(), problems_of_model);
}

TEST(TomlForms, AreWhatTheConfigurationIsReadBy) {
    const config::TemporaryFolder folder;
    expect_agreement(config::project_form(),
                     [&](const std::string& text) { return problems_of_project(folder, text); });
}

TEST(TomlForms, HaveEveryKeywordOfLibpqThatHasNoPlaceOfItsOwn) {
    std::set<std::string_view> said = {"host", "port", "dbname", "service"};
    for (const auto& key : config::profile_form().keys) said.insert(key.name);
    for (const auto keyword : config::libpq_keywords())
        EXPECT_TRUE(said.contains(keyword)) << keyword;
}

void expect_words(const TomlForm& form, std::set<std::string_view>& seen) {
    if (!seen.insert(form.name).second) return;
    EXPECT_TRUE(form.about.ends_with('.')) << form.name;
    const std::function<void(const TomlShapes&)> look = [&](const TomlShapes& shapes) {
        for (const auto& shape : shapes) {
            if (shape.kind == TomlShape::Kind::form) expect_words(shape.form(), seen);
            look(shape.elements);
        }
    };
    for (const auto& key : form.keys) {
        const bool form_says_it =
            key.shapes.size() == 1 && key.shapes.front().kind == TomlShape::Kind::form;
        EXPECT_EQ(key.about.empty(), form_says_it) << form.name << "." << key.name;
        EXPECT_TRUE(form_says_it || key.about.ends_with('.')) << form.name << "." << key.name;
        EXPECT_EQ(std::ranges::count(form.keys, key.name, &TomlKey::name), 1) << key.name;
        look(key.shapes);
    }
    look(form.short_forms);
}

TEST(TomlForms, SayWhatEveryKeyIsAbout) {
    std::set<std::string_view> seen;
    expect_words(models::model_form(), seen);
    EXPECT_EQ(seen.size(), 31U) << "forms of models; the names of two must differ";
    expect_words(config::project_form(), seen);
}

} // namespace
} // namespace pgslate::testing
