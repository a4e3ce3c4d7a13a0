#include "support/form_cases.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace pgslate::testing {
namespace {

using Kind = TomlShape::Kind;
using Texts = std::vector<std::string>;
using Around = std::function<std::string(const std::string& value)>;

std::string table_with(const TomlForm& form, std::string_view key, const std::string& pair);

std::string sample_of(const TomlShape& shape) {
    switch (shape.kind) {
    case Kind::text:
    case Kind::some_text:
    case Kind::name:
    case Kind::sql: return "'a'";
    case Kind::word: return format("'{}'", shape.words.back());
    case Kind::boolean: return "true";
    case Kind::integer: return "7";
    case Kind::number: return "1.5";
    case Kind::list: return format("[{}]", sample_of(shape.elements.front()));
    case Kind::map: return format("{{ a = {} }}", sample_of(shape.elements.front()));
    case Kind::form: break;
    }
    return table_with(shape.form(), {}, {});
}

std::string sample_pair(const TomlKey& key) {
    return format("{} = {}", key.name, sample_of(key.shapes.front()));
}

// The keys that the form needs, without the one that this is about, and then that.
Texts pairs_with(const TomlForm& form, std::string_view key, const std::string& pair) {
    Texts pairs;
    if (form.one_key) return {pair.empty() ? sample_pair(form.keys.front()) : pair};
    for (const auto& one : form.keys)
        if (one.needed && one.name != key) pairs.push_back(sample_pair(one));
    if (!pair.empty()) pairs.push_back(pair);
    return pairs;
}

std::string table_with(const TomlForm& form, std::string_view key, const std::string& pair) {
    return format("{{ {} }}", join(pairs_with(form, key, pair), ", "));
}

// With the short forms of forms.
TomlShapes all_of(const TomlShapes& shapes) {
    TomlShapes all;
    for (const auto& shape : shapes) {
        all.push_back(shape);
        if (shape.kind != Kind::form) continue;
        const auto more = all_of(shape.form().short_forms);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

bool any_is(const TomlShapes& shapes, std::initializer_list<Kind> kinds) {
    return std::ranges::any_of(shapes, [&](const TomlShape& shape) {
        return std::ranges::find(kinds, shape.kind) != kinds.end();
    });
}

// Values of types that none of the shapes has, and strings that are no word or nothing.
Texts of_no_shape(const TomlShapes& shapes) {
    Texts wrong = {"1979-05-27"};
    const bool free_text = any_is(shapes, {Kind::text});
    const bool string = any_is(shapes, {Kind::some_text, Kind::name, Kind::sql}) || free_text;
    if (!free_text) wrong.emplace_back("''");
    if (!string) wrong.emplace_back("'zzz'");
    if (!any_is(shapes, {Kind::boolean})) wrong.emplace_back("true");
    if (!any_is(shapes, {Kind::integer, Kind::number})) wrong.emplace_back("7");
    if (!any_is(shapes, {Kind::number})) wrong.emplace_back("1.5");
    if (!any_is(shapes, {Kind::list})) wrong.emplace_back("['a']");
    if (!any_is(shapes, {Kind::map, Kind::form})) wrong.emplace_back("{ a = 'a' }");
    return wrong;
}

// What is wrong within a value of the shape.
Texts wrong_within(const TomlShape& shape) {
    Texts wrong;
    if (shape.kind == Kind::list) wrong.emplace_back("[1979-05-27]");
    if (shape.kind == Kind::list && !shape.may_be_empty) wrong.emplace_back("[]");
    if (shape.distinct) wrong.push_back(format("[{0}, {0}]", sample_of(shape.elements.front())));
    if (shape.kind == Kind::map) {
        wrong.emplace_back("{ a = 1979-05-27 }");
        wrong.push_back(format("{{ '' = {} }}", sample_of(shape.elements.front())));
    }
    if (shape.kind != Kind::form) return wrong;
    wrong.push_back(table_with(shape.form(), {}, "zzzzzzzz = 1"));
    for (const auto& key : shape.form().keys)
        if (key.needed) wrong.push_back(table_with(shape.form(), key.name, {}));
    if (shape.form().one_key) {
        wrong.emplace_back("{}");
        const auto& keys = shape.form().keys;
        wrong.push_back(format("{{ {}, {} }}", sample_pair(keys.at(0)), sample_pair(keys.at(1))));
    }
    return wrong;
}

Texts right_ones(const TomlShape& shape) {
    Texts right = {sample_of(shape)};
    if (shape.kind == Kind::text) right.emplace_back("''");
    if (shape.kind == Kind::list && shape.may_be_empty) right.emplace_back("[]");
    if (shape.kind == Kind::map) right.emplace_back("{}");
    for (const auto word : shape.words) right.push_back(format("'{}'", word));
    return right;
}

class Cases {
  public:
    void add_form(const TomlForm& form, bool root, const Around& around) {
        if (!seen_.insert(std::string(form.name)).second) return;
        for (const auto& key : form.keys) add_key(form, key, root, around);
    }

    std::vector<FormCase> all() { return std::move(cases_); }

  private:
    void add_key(const TomlForm& form, const TomlKey& key, bool root, const Around& around) {
        const auto table = [&form, &key, root](const std::string& pair) {
            return root ? format("{}", join(pairs_with(form, key.name, pair), "\n"))
                        : table_with(form, key.name, pair);
        };
        const auto with = [&](const std::string& value) {
            return around(table(format("{} = {}", key.name, value)));
        };
        const auto add = [&](const Texts& values, bool fits) {
            for (const auto& value : values)
                cases_.push_back({.text = with(value), .without = around(table({})), .fits = fits});
        };
        const auto shapes = all_of(key.shapes);
        add(of_no_shape(shapes), false);
        for (const auto& shape : shapes) {
            add(right_ones(shape), true);
            add(wrong_within(shape), false);
            dive(shape, with);
        }
    }

    void dive(const TomlShape& shape, const Around& around) {
        if (shape.kind == Kind::form) {
            add_form(shape.form(), false, around);
            for (const auto& one : shape.form().short_forms) dive(one, around);
        }
        for (const auto& element : shape.elements) {
            const bool list = shape.kind == Kind::list;
            dive(element, [&](const std::string& value) {
                return around(list ? format("[{}]", value) : format("{{ a = {} }}", value));
            });
        }
    }

    std::vector<FormCase> cases_;
    std::set<std::string> seen_;
};

} // namespace

std::vector<FormCase> cases_of(const TomlForm& root) {
    Cases cases;
    cases.add_form(root, true, [](const std::string& text) { return text; });
    return cases.all();
}

} // namespace pgslate::testing
