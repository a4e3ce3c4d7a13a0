#include "plan/domain_values.hpp"

#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

bool is_in_others(const Draft& draft, const Identity& domain) {
    return std::ranges::any_of(draft.live_index.needed_by(domain), [&](const auto* dependency) {
        const auto& user = dependency->from;
        const auto* fact = draft.live(user);
        if (fact == nullptr) return false;
        if (user.kind == Kind::column) return fact->text("type").ends_with("[]");
        if (user.kind == Kind::domain)
            return fact->text("type").ends_with("[]") || is_in_others(draft, user);
        return user.kind == Kind::attribute || user.kind == Kind::range_type;
    });
}

bool differs_in(const Difference& difference, std::string_view name) {
    return std::ranges::any_of(difference.attributes,
                               [&](const auto& attribute) { return attribute.name == name; });
}

// Would values that are there have to be looked at?
bool holds_values(const Draft& draft, const Difference& difference) {
    const auto* declared = draft.target(difference.id);
    if (declared == nullptr || difference.kind == Difference::Kind::undeclared) return false;
    if (difference.id.kind == Kind::domain_check) return !is_true(*declared, "not_valid");
    return difference.kind == Difference::Kind::different && is_true(*declared, "not_null")
           && (differs_in(difference, "not_null") || differs_in(difference, "not_null_name"));
}

} // namespace

std::optional<Identity> domain_to_replace(const Draft& draft, const Difference& difference) {
    const auto& id = difference.id;
    if ((id.kind != Kind::domain && id.kind != Kind::domain_check)
        || !holds_values(draft, difference))
        return std::nullopt;
    const auto domain =
        id.kind == Kind::domain ? id : draft.target(id)->parent.value_or(Identity());
    if (draft.live(domain) == nullptr || draft.target(domain) == nullptr
        || !is_in_others(draft, domain))
        return std::nullopt;
    return domain;
}

} // namespace pgslate::plan
