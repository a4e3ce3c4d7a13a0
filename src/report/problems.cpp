#include "report/problems.hpp"

#include "base/format.hpp"
#include "base/logins.hpp"
#include "base/utf8.hpp"
#include "report/terminal_text.hpp"
#include "sql/secrets.hpp"

namespace pgslate::report {
namespace {

constexpr std::string_view red = "\033[1;31m";
constexpr std::string_view yellow = "\033[1;33m";
constexpr std::string_view plain = "\033[0m";

std::string painted(std::string_view label, bool color) {
    if (!color) return std::string(label);
    return format("{}{}{}", label == "warning" ? yellow : red, label, plain);
}

// What follows the first line: nothing that is quoted begins one as though it were another message.
std::string hanging(std::string_view text, std::string_view indent) {
    std::string result;
    for (const char c : text) {
        result += c;
        if (c == '\n') result += indent;
    }
    return result + '\n';
}

std::string indented(std::string_view text, std::string_view indent) {
    return std::string(indent) + hanging(text, indent);
}

// The mark stands below the character that a byte column means; tabs stay tabs.
std::string mark_below(std::string_view line, int column) {
    std::string mark;
    const auto before = line.substr(0, static_cast<std::size_t>(column) - 1);
    for (const char c : before) {
        const bool inside = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (!inside) mark += c == '\t' ? '\t' : ' ';
    }
    return mark + '^';
}

std::string shortened(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    return format("{} ...", clip(text, limit));
}

// What a server says may quote the statement that it ran. What we say of our own names no values.
std::string said(const Problem& problem, std::string_view words) {
    auto text = without_logins(words);
    const bool ours = problem.sqlstate.empty() && problem.statement.empty();
    return ours ? text : sql::said_without_secrets(text, problem.statement);
}

std::string note_of(const Problem& problem, std::string_view note) {
    return sql::said_without_secrets(without_logins(note), problem.statement);
}

// Whoever read the file has left its secrets out; a part of one may look like none.
std::string line_of(const Problem& problem) {
    return sql::without_secrets_of(problem.statement, problem.excerpt);
}

std::string excerpt(const Problem& problem) {
    constexpr std::size_t widest = 400;
    const auto column = problem.place.column;
    const auto line = shortened(line_of(problem), widest);
    auto text = indented(tame(line), "    ");
    const bool within = column > 0 && static_cast<std::size_t>(column) <= line.size() + 1;
    if (within) text += indented(mark_below(line, column), "    ");
    return text;
}

} // namespace

std::string describe(const Problem& problem, std::string_view label, bool color) {
    constexpr std::size_t longest_statement = 2000;
    std::string text;
    if (problem.place.known())
        text += format("{}: ", on_one_line(without_logins(to_string(problem.place))));
    text += format("{}: {}", painted(label, color),
                   hanging(tame(said(problem, problem.message)), "  "));
    if (!problem.excerpt.empty()) text += excerpt(problem);
    if (!problem.sqlstate.empty()) text += format("  SQLSTATE {}\n", on_one_line(problem.sqlstate));
    for (const auto& note : problem.notes) text += indented(tame(note_of(problem, note)), "  ");
    if (!problem.statement.empty())
        text += format(
            "  while running:\n{}",
            indented(tame(shortened(sql::without_secrets(problem.statement), longest_statement)),
                     "    "));
    for (const auto& hint : problem.hints) text += indented(tame(hint), "  ");
    return text;
}

std::string describe(const Error& error, bool color) {
    std::string text;
    for (const auto& problem : error.problems()) text += describe(problem, "error", color);
    return text;
}

Json data_of(const Problem& problem) {
    Json::Object object = {{"message", said(problem, problem.message)}};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) object.emplace_back(name, value);
    };
    const auto add_list = [&](const char* name, const std::vector<std::string>& values) {
        if (!values.empty()) object.emplace_back(name, Json::Array(values.begin(), values.end()));
    };
    add("file", without_logins(problem.place.file.text()));
    if (problem.place.line > 0) object.emplace_back("line", problem.place.line);
    if (problem.place.column > 0) object.emplace_back("column", problem.place.column);
    add("excerpt", line_of(problem));
    add("sqlstate", problem.sqlstate);
    add("statement", sql::without_secrets(problem.statement));
    auto notes = problem.notes;
    for (auto& note : notes) note = note_of(problem, note);
    add_list("notes", notes);
    add_list("hints", problem.hints);
    return object;
}

Json data_of(const Error& error) {
    Json::Array problems;
    for (const auto& problem : error.problems()) problems.push_back(data_of(problem));
    return Json::Object{{"exit_status", static_cast<int>(error.status())}, {"errors", problems}};
}

} // namespace pgslate::report
