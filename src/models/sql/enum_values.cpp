#include "models/sql/enum_values.hpp"

#include "models/mentions.hpp"
#include "models/token_reader.hpp"
#include "sql/name.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// The value of a string without escapes; nothing of any other.
std::optional<std::string> plain_value(const sql::Token& token, std::string_view sql) {
    const auto text = token.in(sql);
    if (token.kind != sql::Token::Kind::string || text.front() != '\'') return std::nullopt;
    std::string value;
    const auto inside = content_of(token, sql);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        value += inside[i];
        if (inside[i] == '\'') ++i;
    }
    return value;
}

std::optional<std::string> take_value(TokenReader& reader, std::string_view sql) {
    if (reader.at_end()) return std::nullopt;
    const auto value = plain_value(reader.token(), sql);
    reader.skip();
    return value;
}

// The labels of an enum, and where to put another in its text.
struct Labels {
    std::vector<std::string> values;
    std::vector<sql::Token> tokens;
    std::size_t begin = 0; // behind the opening bracket
};

// CREATE TYPE name AS ENUM ('a', 'b'); nothing if any of them is not plain.
std::optional<Labels> labels_in(std::string_view sql) {
    TokenReader reader(sql);
    if (!reader.find("enum") || !reader.sees_symbol("(")) return std::nullopt;
    Labels labels{.begin = reader.token().end};
    for (reader.skip(); !reader.take_symbol(")"); reader.take_symbol(",")) {
        if (reader.at_end()) return std::nullopt;
        labels.tokens.push_back(reader.token());
        const auto value = take_value(reader, sql);
        if (!value || (!reader.sees_symbol(",") && !reader.sees_symbol(")"))) return std::nullopt;
        labels.values.push_back(*value);
    }
    return reader.at_end() ? std::optional(std::move(labels)) : std::nullopt;
}

// Where among the values the new one belongs; nothing if its neighbour is not there.
std::optional<std::size_t> place_of(const ValueChange& change,
                                    const std::vector<std::string>& values) {
    if (!change.neighbour) return values.size();
    const auto found = std::ranges::find(values, *change.neighbour);
    if (found == values.end()) return std::nullopt;
    return static_cast<std::size_t>(found - values.begin()) + (change.before ? 0 : 1);
}

std::string with_label(std::string sql, const Labels& labels, std::size_t place,
                       const std::string& value) {
    const auto label = quoted(sql::Literal(value));
    if (labels.tokens.empty()) return sql.insert(labels.begin, label);
    if (place == 0) return sql.insert(labels.begin, label + ", ");
    return sql.insert(labels.tokens[place - 1].end, ", " + label);
}

class Folding {
  public:
    explicit Folding(Collection& collection) : collection_(collection) {}

    void run() {
        std::set<Identity> closed; // to what comes after a change that is not understood
        std::set<Identity> folded; // statements
        for (const auto& change : collection_.value_changes)
            if (!closed.contains(change.type)) {
                if (change.value && !is_dropped(change.type) && fold(change))
                    folded.insert(change.statement);
                else
                    closed.insert(change.type);
            }
        std::erase_if(collection_.catalog.facts,
                      [&](const auto& entry) { return folded.contains(entry.first); });
        std::erase_if(collection_.uses,
                      [&](const SqlUse& use) { return folded.contains(use.from); });
    }

  private:
    Fact* find(const Identity& id) {
        const auto found = collection_.catalog.facts.find(id);
        return found == collection_.catalog.facts.end() ? nullptr : &found->second;
    }

    // Which of the two that it then is, a script alone knows.
    bool is_dropped(const Identity& type) {
        if (collection_.repeated.contains(type)) return true;
        return std::ranges::any_of(collection_.catalog.facts, [&](const auto& entry) {
            if (!entry.second.has("removes")) return false;
            return std::ranges::any_of(mentions(entry.second.sql()), [&](const auto& mention) {
                return mention.parts.back() == type.name();
            });
        });
    }

    bool fold(const ValueChange& change) {
        auto* type = find(change.type);
        if (type == nullptr) return false;
        if (!type->made_by)
            return add_to(type->list("labels"), change, [&](std::size_t place) {
                auto labels = type->list("labels");
                labels.insert(labels.begin() + static_cast<std::ptrdiff_t>(place), *change.value);
                type->attributes["labels"] = std::move(labels);
            });
        auto& statement = *find(*type->made_by);
        const auto labels = labels_in(statement.sql());
        return labels && add_to(labels->values, change, [&](std::size_t place) {
                   statement.statement = Shared(
                       catalog::ModelStatement{.sql = with_label(std::string(statement.sql()),
                                                                 *labels, place, *change.value)});
               });
    }

    template <typename Insert>
    static bool add_to(const std::vector<std::string>& values, const ValueChange& change,
                       Insert insert) {
        if (std::ranges::count(values, *change.value) > 0) return change.if_not_exists;
        const auto place = place_of(change, values);
        if (place) insert(*place);
        return place.has_value();
    }

    Collection& collection_;
};

} // namespace

std::optional<ValueChange> value_change(TokenReader reader, const std::string& schema) {
    const auto sql = reader.sql();
    if (!reader.take({"alter", "type"})) return std::nullopt;
    auto name = reader.take_name();
    if (name.size() == 1) name.insert(name.begin(), schema);
    ValueChange change{.type = {Kind::enum_type, std::move(name), {}}};
    if (!reader.take({"add", "value"}))
        return reader.sees("rename") || reader.sees("set") ? std::optional(change) : std::nullopt;
    change.if_not_exists = reader.take({"if", "not", "exists"});
    change.value = take_value(reader, sql);
    change.before = reader.take("before");
    if (change.before || reader.take("after")) {
        change.neighbour = take_value(reader, sql);
        if (!change.neighbour) change.value.reset();
    }
    if (!reader.at_end()) change.value.reset();
    return change;
}

void fold_added_values(Collection& collection) {
    Folding(collection).run();
}

} // namespace pgslate::models
