#include "commands/rows.hpp"

#include "commands/asking.hpp"
#include "live/trusted_types.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using plan::Found;
using plan::Requirement;
using plan::Step;

constexpr std::string_view looking_at_rows = "looking whether rows are what they have to be";

bool is_of(const Step& step, const catalog::Identity& about) {
    return std::ranges::count(step.creates, about) > 0
           || std::ranges::any_of(step.reasons, [&](const plan::Reason& reason) {
                  return reason.difference.id == about;
              });
}

// The step that looks at the rows; nullptr: none does, or there are none.
Step* step_of(plan::Plan& plan, const catalog::Identity& about) {
    const auto found = std::ranges::find_if(plan.steps, [&](const Step& step) {
        return step.doing != Step::Doing::drop && step.risks.contains(plan::Risk::may_fail)
               && is_of(step, about);
    });
    return found == plan.steps.end() ? nullptr : &*found;
}

class AskingRows {
  public:
    AskingRows(postgres::Session& session, plan::Plan& plan, Expressions expressions)
        : session_(session), plan_(plan), expressions_(expressions) {}

    void run(const std::vector<Requirement>& all) {
        for (const auto& requirement : all)
            if (auto* step = step_of(plan_, requirement.about);
                step != nullptr && may_be_run(requirement))
                asked_.emplace_back(&requirement, step);
        if (asked_.empty()) return;
        session_.execute(sql::text("BEGIN READ ONLY"), looking_at_rows);
        trust();
        Progress::Task task(session_.progress(), "Looking at rows", asked_.size(), "questions");
        for (const auto& [requirement, step] : asked_) {
            ask(*requirement, *step);
            task.add_done();
        }
        session_.execute(sql::text("ROLLBACK"), looking_at_rows);
    }

  private:
    bool may_be_run(const Requirement& requirement) const {
        return !requirement.is_written || expressions_ == Expressions::asked;
    }

    // What somebody has made of types of his own is not run with our rights.
    void trust() {
        std::set<std::string> types;
        for (const auto& [requirement, step] : asked_)
            types.insert(requirement->types.begin(), requirement->types.end());
        const auto trusted = live::trusted_types(session_, types, live::Enums::if_not_cast);
        std::erase_if(asked_, [&](const auto& entry) {
            return !std::ranges::all_of(entry.first->types,
                                        [&](const auto& type) { return trusted.contains(type); });
        });
    }

    void ask(const Requirement& requirement, Step& step) {
        auto answer =
            asked(session_, requirement.question, {"SET search_path TO ''"}, looking_at_rows);
        if (!answer.found || answer.found->count == 0) return;
        auto& found = *answer.found;
        found.about = requirement.about;
        found.verdict = Found::Verdict::refused;
        found.advice = requirement.advice;
        step.found.push_back(std::move(found));
    }

    postgres::Session& session_;
    plan::Plan& plan_;
    Expressions expressions_;
    std::vector<std::pair<const Requirement*, Step*>> asked_;
};

} // namespace

void ask_rows(postgres::Session& session, plan::Plan& plan,
              const std::vector<Requirement>& requirements, Expressions expressions) {
    AskingRows(session, plan, expressions).run(requirements);
}

} // namespace pgslate::commands
