// The rows of plan/alter_*.cpp against what is read: no attribute is without one, and none is
// without a change in tests/fixtures/changes.txt that shows what is done about it.
#include "base/format.hpp"
#include "commands/dumped_files.hpp"
#include "live/read.hpp"
#include "models/models.hpp"
#include "plan/alteration.hpp"
#include "plan/rule.hpp"
#include "support/changes.hpp"
#include "support/every_kind.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using pgslate::testing::all_changes;

using Attribute = std::pair<Kind, std::string>;

std::string said(const Attribute& attribute) {
    return format("{}: {}", to_string(attribute.first), attribute.second);
}

std::vector<std::string> parts_of(const std::string& text, std::string_view separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + separator.size();
    }
    return parts;
}

// The longest name of a kind that it begins with: of `operator` and `operator family` the second.
std::optional<Kind> kind_of(std::string_view entry) {
    std::optional<Kind> longest;
    for (int number = 0; number < static_cast<int>(Kind::statement); ++number) {
        const auto kind = static_cast<Kind>(number);
        if (entry.starts_with(format("{} ", to_string(kind)))
            && (!longest || to_string(*longest).size() < to_string(kind).size()))
            longest = kind;
    }
    return longest;
}

// `different column app.fast.y: type, default` is two of them.
std::set<Attribute> changed_attributes() {
    std::set<Attribute> changed;
    constexpr std::string_view different = "different ";
    for (const auto& change : all_changes())
        for (const auto& entry : parts_of(change.seen, "; ")) {
            const auto colon = entry.rfind(": ");
            if (!entry.starts_with(different) || colon == std::string::npos) continue;
            const auto kind = kind_of(std::string_view(entry).substr(different.size()));
            for (const auto& name : parts_of(entry.substr(colon + 2), ", "))
                if (kind) changed.emplace(*kind, name);
        }
    return changed;
}

// What no statement here can change.
const std::set<Attribute> unchangeable = {
    // Their operands are a part of what operators are called.
    {Kind::operator_, "left"},
    {Kind::operator_, "right"},
    // The server prints them within the query.
    {Kind::view, "columns"},
    // Scripts lead to newer versions only, and what a dump makes again has the newest.
    {Kind::extension, "version"},
    // To the reader it is the same for an index with a constraint and without.
    {Kind::primary_key, "attached_to"},
    {Kind::unique, "attached_to"},
    {Kind::exclude, "attached_to"},
    // A label takes a provider, which is a module that the server has to load.
    {Kind::security_label, "label"},
    // What both sides were born with is the same.
    {Kind::privileges, "revoked"},
    {Kind::privileges, "born_with"},
};

TEST(Attributes, AreEachChangedBySomething) {
    const auto changed = changed_attributes();
    for (const auto& row : attribute_rows()) {
        const Attribute attribute(row.kind, row.attribute);
        if (row.kind == Kind::role) continue; // of the server: tests/program/roles_test.cpp
        if (row.attribute == "operator_schemas") continue; // of a text: as that of a view
        EXPECT_NE(changed.contains(attribute), unchangeable.contains(attribute)) << said(attribute);
    }
}

TEST(Attributes, ThatAreReadHaveARowEach) {
    const pgslate::testing::EveryKind every;
    auto session = every.session();
    std::set<std::string> without;
    for (const auto& [id, fact] : live::read(session, live::Dependencies::all).catalog.facts)
        for (const auto& [name, value] : fact.attributes)
            if (find_attribute(id.kind, name) == nullptr
                && find_rule(id.kind)->only_made_with != name)
                without.insert(format("{}: {}", to_string(id.kind), name));
    for (const auto& one : without) ADD_FAILURE() << one;
}

std::string script_of(const Plan& plan) {
    std::string script;
    for (const auto& step : plan.steps) script += step.sql.sql() + ";\n";
    return script;
}

// What the database contains, as models say it, read again.
catalog::Catalog read_as_models(postgres::Session& session) {
    const auto catalog = live::read(session, live::Dependencies::all).catalog;
    models::Sources sources;
    for (const auto& file : commands::files_of(catalog, commands::DumpFormat::toml,
                                               commands::DumpLayout::file_per_object)) {
        sources.files.push_back({file.stem + ".toml", file.toml});
        sources.files.push_back({file.stem + ".sql", script_of(file.plan)});
    }
    return models::load(std::move(sources)).catalog;
}

TEST(Attributes, ThatModelsSetHaveARowEach) {
    const pgslate::testing::EveryKind every;
    auto session = every.session();
    std::set<std::string> with;
    std::set<std::string> without;
    for (const auto& [id, fact] : read_as_models(session).facts) {
        if (fact.made_by || id.kind == Kind::statement) continue;
        for (const auto& [name, value] : fact.attributes) {
            const bool found = find_attribute(id.kind, name) != nullptr
                               || find_rule(id.kind)->only_made_with == name;
            (found ? with : without).insert(said({id.kind, name}));
        }
    }
    EXPECT_GT(with.size(), 50U);
    for (const auto& one : without) ADD_FAILURE() << one;
}

} // namespace
} // namespace pgslate::plan
