// What is said about objects: comments, owners, privileges, labels.
#include "plan/alteration.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;

// Saying it anew is all there is to it.
MaybeAlterations say_anew(const Change& change) {
    return Alterations{{find_rule(change.declared.id.kind)->create(change.declared), Turn::settle}};
}

// What a role may do is taken away and given anew.
MaybeAlterations grant_anew(const Change& change) {
    const auto& rule = *find_rule(change.declared.id.kind);
    Alterations result;
    for (auto& drop : drops_of(change.live)) result.push_back({std::move(drop), Turn::settle});
    if (auto create = rule.create(change.declared); !create.empty())
        result.push_back({std::move(create), Turn::settle});
    for (auto& more : rule.finish(change.declared))
        result.push_back({std::move(more), Turn::settle});
    return result;
}

constexpr Effect says_little{.lock = LockMode::share_update_exclusive};
constexpr Effect only_rights{.lock = LockMode::none};

} // namespace

std::span<const AttributeRow> annotation_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::comment, "text", say_anew, false, says_little},
        AttributeRow{Kind::security_label, "label", say_anew, false, says_little},
        AttributeRow{Kind::owner, "role", say_anew},
        AttributeRow{Kind::privileges, "privileges", grant_anew, false, only_rights},
        AttributeRow{Kind::privileges, "grantable", grant_anew, false, only_rights},
        AttributeRow{Kind::privileges, "revoked", grant_anew, false, only_rights},
        AttributeRow{Kind::privileges, "born_with", grant_anew, false, only_rights},
        AttributeRow{Kind::default_privileges, "statements", grant_anew, false, only_rights},
    };
    return rows;
}

} // namespace pgslate::plan
