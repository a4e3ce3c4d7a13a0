#include "cli/complete.hpp"

#include "base/format.hpp"
#include "cli/bash_line.hpp"
#include "cli/offered.hpp"
#include "report/output.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>
#include <exception>
#include <iterator>

namespace pgslate::cli {
namespace {

using Words = std::vector<std::string>;

// Shells show these as they are, and take a line for one.
bool can_be_shown(const std::string& text) {
    return !text.empty() && report::on_one_line(text) == text
           && text.find('\t') == std::string::npos;
}

std::string described(const Candidate& candidate) {
    return candidate.about.empty()
               ? candidate.text
               : format("{}\t{}", candidate.text, report::on_one_line(candidate.about));
}

void say(std::string_view kind, const Words& lines) {
    std::string text = format("{}\n", kind);
    for (const auto& line : lines) text += line + "\n";
    report::Output({}).raw(text);
}

// The shells in which candidates may look like what was typed only by and by.
void answer_words(const Words& words) {
    const auto offered = offered_for(words);
    Words lines;
    for (const auto& candidate : offered.candidates)
        if (can_be_shown(candidate.text)) lines.push_back(described(candidate));
    say(offered.kind, lines);
}

// readline keeps what stands before `kept` in the last word, and takes the rest as we say it.
void answer_bash(const BashLine& line) {
    if (line.redirects) return say("files", {});
    const auto& last = line.words.back();
    const auto offered = offered_for({line.words.begin() + 1, line.words.end()});
    Words lines;
    for (const auto& candidate : offered.candidates) {
        const auto word = offered.beginning + candidate.text;
        if (!can_be_shown(word) || !word.starts_with(last)) continue;
        if (auto quoted = bash_quoted(std::string_view(word).substr(line.kept), line.quote))
            lines.push_back(*std::move(quoted));
    }
    say(offered.kind, lines);
}

} // namespace

ExitStatus complete(const Words& arguments) try {
    const auto& form = arguments.at(0);
    if (form == "words") answer_words({arguments.begin() + 1, arguments.end()});
    if (form == "bash") {
        const auto line = bash_line(arguments.at(1), arguments.at(2));
        if (line.words.size() > 1 || line.redirects) answer_bash(line);
    }
    return ExitStatus::done;
} catch (const std::exception&) {
    return ExitStatus::failed; // nobody reads words in the middle of a line
}

} // namespace pgslate::cli
