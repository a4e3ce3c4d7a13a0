#include "plan/used_labels.hpp"

#include "sql/text.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;

// As it stands between the quotes of a literal.
std::string inside_quotes(const std::string& words) {
    const auto literal = sql::text("{}", sql::Literal(words)).sql();
    const auto begin = literal.find('\'') + 1;
    return literal.substr(begin, literal.rfind('\'') - begin);
}

// By itself, or in a literal of an array or a row.
bool quotes(const std::string& text, const std::string& words) {
    return std::ranges::any_of(sql::tokenize(text).tokens, [&](const sql::Token& token) {
        return token.kind == sql::Token::Kind::string
               && token.in(text).find(words) != std::string_view::npos;
    });
}

class Using {
  public:
    Using(const Catalog& live, const Catalog& target, const catalog::Index& target_index)
        : live_(live), target_(target), target_index_(target_index) {}

    bool is_said_of(const Identity& type, const std::string& words) const {
        return std::ranges::any_of(target_index_.needed_by(type), [&](const auto* user) {
            const auto* fact = target_.find(user->from);
            if (fact == nullptr || user->from == type) return false;
            return says(*fact, words) || (is_type(fact->id.kind) && is_said_of(fact->id, words));
        });
    }

  private:
    bool says(const Fact& fact, const std::string& words) const {
        const auto* before = live_.find(fact.id);
        if (before != nullptr && before->attributes == fact.attributes) return false;
        return std::ranges::any_of(fact.attributes, [&](const auto& attribute) {
            const auto* value = std::get_if<std::string>(&attribute.second);
            if (value != nullptr) return quotes(*value, words);
            return std::ranges::any_of(
                std::get<std::vector<std::string>>(attribute.second),
                [&](const std::string& text) { return quotes(text, words); });
        });
    }

    const Catalog& live_;
    const Catalog& target_;
    const catalog::Index& target_index_;
};

} // namespace

bool is_label_used_at_once(const Identity& type, const Catalog& live, const Catalog& target,
                           const catalog::Index& target_index) {
    if (type.kind != catalog::Kind::enum_type) return false;
    const Using users(live, target, target_index);
    const auto& before = live.find(type)->list("labels");
    return std::ranges::any_of(target.find(type)->list("labels"), [&](const auto& label) {
        return std::ranges::count(before, label) == 0
               && users.is_said_of(type, inside_quotes(label));
    });
}

} // namespace pgslate::plan
