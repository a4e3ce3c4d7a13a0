// plan and apply: what would be altered, and what was.
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "cli/context.hpp"
#include "cli/summary.hpp"
#include "commands/apply.hpp"
#include "commands/hints.hpp"
#include "commands/plan.hpp"
#include "commands/script_settings.hpp"
#include "commands/secrets.hpp"
#include "report/markdown.hpp"
#include "report/script.hpp"
#include "report/steps.hpp"

#include <sstream>

namespace pgslate::cli {
namespace {

using report::Json;

Json::Array steps_data(const plan::Plan& plan) {
    Json::Array data;
    for (const auto& step : plan.steps)
        data.push_back(report::step_data(step, commands::shown(step)));
    return data;
}

void tell_steps(const report::Output& output, const plan::Plan& plan) {
    for (const auto& step : plan.steps) {
        std::istringstream lines(commands::shown(step) + ';');
        for (std::string line; std::getline(lines, line);) output.line(line);
        for (const auto& note : report::notes_on(step)) output.line("  -- " + note);
    }
}

Json::Array proposals_data(const plan::Plan& plan) {
    Json::Array data;
    for (const auto& proposal : plan.proposals)
        data.push_back(Json::Object{{"live", to_string(proposal.live)},
                                    {"declared", to_string(proposal.declared)},
                                    {"rename", plan::rename_of(proposal)}});
    return data;
}

void tell_proposals(const report::Output& output, const plan::Plan& plan) {
    for (const auto& proposal : plan.proposals) output.line("-- " + commands::in_words(proposal));
}

std::string title_of(const Invocation& invocation, const commands::Plan& result) {
    return format("{} database {}{}", invocation.options.undo ? "Way back of" : "Plan for",
                  in_quotes(result.database), result.exists ? "" : ", which is not there yet");
}

// What the way there loses.
std::string gone_in_words(const commands::Plan& result) {
    return format("Not brought back with its data: {}", report::names_in_words(result.way.gone));
}

std::string script_of(const Invocation& invocation, const commands::Plan& result) {
    const auto& plan = result.way.plan;
    std::vector<std::string> head = {title_of(invocation, result)};
    if (!result.way.gone.empty()) head.push_back(gone_in_words(result));
    head.push_back(plan.steps.empty() ? "Nothing to do"
                                      : report::summary_in_words(plan::summary_of(plan)));
    return report::altering_script(plan, commands::settings_of_altering_script(), head);
}

std::string markdown_of(const Invocation& invocation, const commands::Plan& result) {
    std::vector<std::string> statements;
    for (const auto& step : result.way.plan.steps) statements.push_back(commands::shown(step));
    return report::plan_in_markdown(title_of(invocation, result), result.way.plan, statements);
}

void tell_plan(const Invocation& invocation, const commands::Plan& result) {
    const auto& output = invocation.output;
    const auto& plan = result.way.plan;
    if (!result.exists) output.line(format("There is no database {}.", in_quotes(result.database)));
    output.line(plan.steps.empty()
                    ? "Nothing to do."
                    : format("{}.", report::summary_in_words(plan::summary_of(plan))));
    if (!result.way.gone.empty()) output.line(format("{}.", gone_in_words(result)));
    tell_steps(output, plan);
    tell_proposals(output, plan);
}

// The document of --json stands alone.
void show(const Invocation& invocation, const commands::Plan& result) {
    if (invocation.output.json()) return;
    if (invocation.options.sql)
        invocation.output.raw(script_of(invocation, result));
    else if (invocation.options.markdown)
        invocation.output.raw(markdown_of(invocation, result));
    else
        tell_plan(invocation, result);
}

std::int64_t milliseconds(std::chrono::duration<double> time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

// Whatever is locked is so until all is done.
std::string locks_in_words(const commands::Apply& result) {
    const auto longest = plan::summary_of(result.plan).longest;
    if (!longest) return "";
    return format("{} on {} was held for {:.3f} s.", to_string(longest->lock.mode),
                  report::names_in_words({longest->lock.relation}), result.locked_for.count());
}

void tell_lines(const report::Output& output, std::string_view mark, const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) output.line(format("{} {}", mark, line));
}

void tell_testimony(const report::Output& output, const commands::Testimony& testimony) {
    if (testimony.differences.empty())
        return output.line(format("pg_dump {} sees no difference.", testimony.version));
    output.line(
        format("pg_dump {} sees what is not as it is declared (-), and what is so (+); what "
               "was done is committed:",
               testimony.version));
    for (const auto& difference : testimony.differences) {
        output.line(to_string(difference.object));
        tell_lines(output, "  -", difference.wanted);
        tell_lines(output, "  +", difference.present);
    }
}

Json testimony_data(const commands::Apply& result) {
    if (!result.testimony) return {};
    Json::Array differences;
    for (const auto& [object, present, wanted] : result.testimony->differences)
        differences.push_back(
            Json::Object{{"object", to_string(object)}, {"live", present}, {"declared", wanted}});
    return Json::Object{{"version", result.testimony->version}, {"differences", differences}};
}

} // namespace

ExitStatus run_plan(const Invocation& invocation) {
    const auto& options = invocation.options;
    const auto result =
        commands::plan(context_of(invocation), {.undo = options.undo, .out = options.out});
    const auto& steps = result.way.plan.steps;
    const auto summary = plan::summary_of(result.way.plan);
    show(invocation, result);
    answer(invocation, Json::Object{{"database", result.database},
                                    {"exists", result.exists},
                                    {"undo", options.undo},
                                    {"not_brought_back", report::names_data(result.way.gone)},
                                    {"summary", report::summary_data(summary)},
                                    {"steps", steps_data(result.way.plan)},
                                    {"proposals", proposals_data(result.way.plan)}});
    return steps.empty() && result.exists ? ExitStatus::done : ExitStatus::differs;
}

ExitStatus run_apply(const Invocation& invocation) {
    const auto& options = invocation.options;
    const Stopwatch stopwatch;
    const auto result = commands::apply(context_of(invocation), {.allow = options.allow,
                                                                 .dry_run = options.dry_run,
                                                                 .plan = options.plan,
                                                                 .analyze = !options.no_analyze,
                                                                 .witness = options.witness});
    const auto& steps = result.plan.steps;
    if (invocation.output.verbose()) tell_steps(invocation.output, result.plan);
    if (steps.empty() && !result.made_database)
        invocation.output.line("Nothing to do.");
    else
        invocation.output.line(result.rolled_back ? "Done, and rolled back." : "Done.");
    if (const auto words = locks_in_words(result); !words.empty()) invocation.output.line(words);
    if (!steps.empty() || result.made_database)
        tell_made(invocation, result.made, steps.size(), stopwatch);
    if (result.testimony) tell_testimony(invocation.output, *result.testimony);
    answer(invocation, Json::Object{{"database", result.database},
                                    {"created_database", result.made_database},
                                    {"rolled_back", result.rolled_back},
                                    {"locked_milliseconds", milliseconds(result.locked_for)},
                                    {"witness", testimony_data(result)},
                                    {"steps", steps_data(result.plan)},
                                    {"proposals", proposals_data(result.plan)}});
    return result.testimony && !result.testimony->differences.empty() ? ExitStatus::failed
                                                                      : ExitStatus::done;
}

} // namespace pgslate::cli
