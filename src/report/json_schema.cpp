#include "report/json_schema.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace pgslate::report {
namespace {

using ShapeKind = TomlShape::Kind;
using Members = Json::Object;

std::string_view json_type(ShapeKind kind) {
    switch (kind) {
    case ShapeKind::boolean: return "boolean";
    case ShapeKind::integer: return "integer";
    case ShapeKind::number: return "number";
    case ShapeKind::list: return "array";
    case ShapeKind::map:
    case ShapeKind::form: return "object";
    case ShapeKind::text:
    case ShapeKind::some_text:
    case ShapeKind::name:
    case ShapeKind::sql:
    case ShapeKind::word: break;
    }
    return "string";
}

bool is_word(const TomlShape& shape) {
    return shape.kind == ShapeKind::word;
}

bool is_boolean(const TomlShape& shape) {
    return shape.kind == ShapeKind::boolean;
}

Json types_of(const TomlShapes& shapes, bool table) {
    Json::Array types;
    for (const auto& shape : shapes) types.emplace_back(json_type(shape.kind));
    if (table) types.emplace_back("object");
    return types.size() == 1 ? types.front() : Json(types);
}

Json::Array words_in(const TomlShapes& shapes) {
    Json::Array words;
    for (const auto& shape : shapes)
        words.insert(words.end(), shape.words.begin(), shape.words.end());
    return words;
}

void add_length(Members& schema, ShapeKind kind) {
    constexpr int longest_name = 63; // bytes; characters are no more
    if (kind == ShapeKind::some_text || kind == ShapeKind::name || kind == ShapeKind::sql)
        schema.emplace_back("minLength", 1);
    if (kind == ShapeKind::name) schema.emplace_back("maxLength", longest_name);
}

class SchemaWriter {
  public:
    Members whole(const TomlForm& form) {
        auto schema = table(form);
        // A form that is referred to may refer to others.
        while (!waiting_.empty()) {
            const auto* next = waiting_.back();
            waiting_.pop_back();
            definitions_[std::string(next->name)] = table(*next);
        }
        Members definitions;
        for (auto& [name, definition] : definitions_) definitions.emplace_back(name, definition);
        schema.emplace_back("definitions", std::move(definitions));
        return schema;
    }

  private:
    Json reference_to(const TomlForm& form) {
        if (definitions_.try_emplace(std::string(form.name)).second) waiting_.push_back(&form);
        return Members{{"$ref", format("#/definitions/{}", form.name)}};
    }

    // One schema for all shapes, whose rules each hold for a type of their own: what is wrong with
    // a value is then said of its own type, where anyOf would say that none fits, and editors offer
    // each key once.
    void add_shapes(Members& schema, const TomlShapes& shapes, bool table) {
        auto words = words_in(shapes);
        TomlShapes others;
        std::ranges::remove_copy_if(shapes, std::back_inserter(others), is_word);
        const bool alone = !table && std::ranges::all_of(others, is_boolean);
        if (words.empty() || !alone || others.empty())
            schema.emplace_back("type", types_of(shapes, table));
        if (!words.empty() && alone) {
            if (!others.empty()) words.insert(words.begin(), {Json(true), Json(false)});
            schema.emplace_back("enum", std::move(words));
        } else if (!words.empty()) { // `enum` would hold for values of all types
            schema.emplace_back("if", Members{{"type", "string"}});
            schema.emplace_back("then", Members{{"enum", std::move(words)}});
        }
        for (const auto& shape : others) add_rules(schema, shape);
    }

    void add_rules(Members& schema, const TomlShape& shape) {
        add_length(schema, shape.kind);
        if (shape.kind == ShapeKind::list) {
            schema.emplace_back("items", value(shape.elements));
            if (!shape.may_be_empty) schema.emplace_back("minItems", 1);
            if (shape.distinct) schema.emplace_back("uniqueItems", true);
        }
        if (shape.kind == ShapeKind::map) {
            schema.emplace_back("propertyNames", Members{{"minLength", 1}});
            schema.emplace_back("additionalProperties", value(shape.elements));
        }
    }

    Json value(const TomlShapes& shapes, std::string_view about = {}) {
        const auto form = std::ranges::find(shapes, ShapeKind::form, &TomlShape::kind);
        if (form != shapes.end() && shapes.size() == 1) return reference_to(form->form());
        if (form != shapes.end()) return table(form->form(), shapes, about);
        Members schema;
        if (!about.empty()) schema.emplace_back("description", about);
        add_shapes(schema, shapes, false);
        return schema;
    }

    // The table of a form, or what may stand in its place: its short forms, and `beside`.
    Members table(const TomlForm& form, const TomlShapes& beside = {},
                  std::string_view about = {}) {
        Members schema = {{"description", about.empty() ? form.about : about}};
        auto shapes = form.short_forms;
        std::ranges::copy_if(beside, std::back_inserter(shapes),
                             [](const TomlShape& shape) { return shape.kind != ShapeKind::form; });
        add_shapes(schema, shapes, true);
        Members properties;
        Json::Array needed;
        for (const auto& key : form.keys) {
            properties.emplace_back(key.name, value(key.shapes, key.about));
            if (key.needed) needed.emplace_back(key.name);
        }
        schema.emplace_back("properties", std::move(properties));
        schema.emplace_back("additionalProperties", false);
        if (form.one_key) {
            schema.emplace_back("minProperties", 1);
            schema.emplace_back("maxProperties", 1);
        }
        if (!needed.empty()) schema.emplace_back("required", std::move(needed));
        return schema;
    }

    std::map<std::string, Json> definitions_;
    std::vector<const TomlForm*> waiting_;
};

} // namespace

Json json_schema(const TomlForm& form) {
    auto schema = SchemaWriter().whole(form);
    schema.insert(schema.begin(), {"$schema", "http://json-schema.org/draft-07/schema#"});
    return schema;
}

} // namespace pgslate::report
