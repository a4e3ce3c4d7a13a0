#include "commands/ignored.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::commands {
namespace {

// Who needs what goes, or is made again.
std::string cause_of(const catalog::Identity& id, const plan::Changes& changes,
                     const catalog::Catalog& live) {
    for (const auto& dependency : live.dependencies)
        if (dependency.from == id && changes.dropped.contains(dependency.on))
            return format("It needs {}, which goes or is made again.", to_string(dependency.on));
    for (const auto& dependency : live.dependencies)
        if (dependency.from == id && changes.altered.contains(dependency.on))
            return format("It needs {}, which is altered.", to_string(dependency.on));
    return "It needs something that goes or is made again.";
}

} // namespace

void refuse_to_touch_ignored(const plan::Changes& changes, const catalog::Catalog& live,
                             const plan::Patterns& ignore) {
    if (ignore.empty()) return;
    std::set<catalog::Identity> touched = changes.dropped;
    for (const auto& [id, alterations] : changes.altered)
        if (!alterations.empty()) touched.insert(id);
    std::vector<Problem> problems;
    for (const auto& id : touched)
        if (!is_annotation(id.kind) && plan::is_ignored(id, ignore, live))
            problems.push_back(advised(
                format(
                    "{} is ignored, and would have to be altered or dropped; nothing was changed",
                    to_string(id)),
                {cause_of(id, changes, live)}));
    if (!problems.empty()) throw Error(ExitStatus::refused, std::move(problems));
}

} // namespace pgslate::commands
