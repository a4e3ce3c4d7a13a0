#include "report/steps.hpp"

#include "base/format.hpp"
#include "report/counted.hpp"
#include "report/size.hpp"
#include "report/terminal_text.hpp"
#include "report/values.hpp"
#include "sql/excerpt.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::report {
namespace {

using plan::AttributeDifference;
using plan::Difference;
using plan::Reason;
using plan::Step;
using plan::Summary;

std::string plural(std::string_view noun, std::size_t count) {
    if (count == 1) return std::string(noun);
    for (const auto& [one, more] :
         {std::pair("index", "indexes"), std::pair("privileges", "privileges"),
          std::pair("foreign data wrapper", "foreign data wrappers")})
        if (noun == one) return more;
    if (noun.ends_with("y") && !noun.ends_with("ey"))
        return format("{}ies", noun.substr(0, noun.size() - 1));
    if (noun.ends_with("s")) return std::string(noun);
    return format("{}s", noun);
}

std::vector<std::string> objects_in_words(const Summary& summary) {
    std::vector<std::string> words;
    for (const auto& [what, count] : summary.objects)
        words.push_back(format("{} {} {}", count, plural(to_string(what.first), count),
                               to_string(what.second)));
    if (summary.indexes_built > 0)
        words.push_back(format("{} {} built on {}", summary.indexes_built,
                               plural("index", summary.indexes_built),
                               size(summary.bytes_indexed)));
    if (summary.bytes_rewritten > 0)
        words.push_back(format("{} written anew", size(summary.bytes_rewritten)));
    return words;
}

std::string longest_in_words(const Summary& summary) {
    if (!summary.longest) return "nobody has to wait";
    const auto& [lock, read, written] = *summary.longest;
    const auto words =
        blocks_reads(lock.mode) ? "longest exclusive lock" : "longest lock that holds up writers";
    std::vector<std::string> work;
    if (read > 0) work.push_back(format("{} are read", size(read)));
    if (written > 0) work.push_back(format("{} are written", size(written)));
    if (work.empty()) return format("{}: a moment", words);
    return format("{}: on {}, while {}", words, on_one_line(to_string(lock.relation)),
                  join(work, " and "));
}

std::size_t character_at(const std::string& text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        --at;
    return at;
}

std::string part_of(const std::string& text, std::size_t from) {
    constexpr std::size_t most = 60;
    const auto first = character_at(text, std::min(from, text.size()));
    const auto last = character_at(text, std::min(first + most, text.size()));
    return format("{}{}{}", first > 0 ? "..." : "", text.substr(first, last - first),
                  last < text.size() ? "..." : "");
}

// A query may be long: shown is where the two differ, with a little of what stands before.
std::pair<std::string, std::string> short_values(const std::string& live,
                                                 const std::string& declared) {
    constexpr std::size_t before = 24;
    const auto same =
        static_cast<std::size_t>(std::ranges::mismatch(live, declared).in1 - live.begin());
    const auto from = same > 2 * before ? same - before : 0;
    return {part_of(live, from), part_of(declared, from)};
}

std::string change_in_words(const Difference& difference, const AttributeDifference& attribute) {
    const Tamed tamed(difference.id, attribute.name);
    const auto [live, declared] = short_values(on_one_line(shown(attribute.live, tamed)),
                                               on_one_line(shown(attribute.declared, tamed)));
    const auto name = attribute_in_words(attribute.name);
    const auto what = on_one_line(to_string(difference.id));
    // "privileges of reader on table t", "member of" of a role
    if (what.starts_with(name)) return format("{}: {} -> {}", what, live, declared);
    if (name.ends_with(" of")) return format("{}, {}: {} -> {}", what, name, live, declared);
    return format("{} of {}: {} -> {}", name, what, live, declared);
}

std::string place_in_words(const Reason& reason) {
    return reason.place.known() ? format(" ({})", on_one_line(to_string(reason.place))) : "";
}

std::vector<std::string> reason_in_words(const Reason& reason) {
    const auto& difference = reason.difference;
    const auto what = on_one_line(to_string(difference.id));
    const auto place = place_in_words(reason);
    if (reason.because)
        return {
            format("{} needs {}, which changes", what, on_one_line(to_string(*reason.because)))};
    if (difference.kind == Difference::Kind::missing)
        return {format("{} is missing{}", what, place)};
    if (difference.kind == Difference::Kind::undeclared)
        return {format("{} is not declared", what)};
    if (difference.attributes.empty()) return {format("{} makes room for what changes", what)};
    std::vector<std::string> lines;
    for (const auto& attribute : difference.attributes)
        lines.push_back(change_in_words(difference, attribute) + place);
    return lines;
}

std::string risks_in_words(const Step& step) {
    std::vector<std::string> words;
    for (const auto risk : step.risks.list()) words.emplace_back(to_string(risk));
    const auto bytes = step.bytes > 0 ? format(" ({})", size(step.bytes)) : std::string();
    return format("{}{}", join(words, ", "), bytes);
}

// "2 values of column public.t.a do not come back, for instance 1.2345"
std::string found_in_words(const plan::Found& found) {
    const auto words = found.words ? on_one_line(*found.words) : std::string();
    const auto what = on_one_line(to_string(found.about));
    if (found.count == 0) return words.empty() ? words : format("{}: {}", what, words);
    const auto count = static_cast<std::size_t>(found.count);
    const bool one = found.count == 1;
    const auto line = found.verdict == plan::Found::Verdict::lost
                          ? format("{} of {} {}", counted(count, "value"), what,
                                   one ? "does not come back" : "do not come back")
                          : format("{} {} not what {} has to have", counted(count, "row"),
                                   one ? "is" : "are", what);
    return words.empty() ? line : format("{}, for instance {}", line, words);
}

Json::Array found_data(const Step& step) {
    Json::Array data;
    for (const auto& found : step.found) {
        const bool lost = found.verdict == plan::Found::Verdict::lost;
        data.push_back(Json::Object{{"object", to_string(found.about)},
                                    {"verdict", lost ? "lost" : "refused"},
                                    {"count", found.count},
                                    {"words", found.words ? Json(*found.words) : Json()}});
    }
    return data;
}

Json::Array lacks_data(const Step& step) {
    Json::Array data;
    for (const auto& words : step.lacks) data.emplace_back(words);
    return data;
}

Json::Array locks_data(const Step& step) {
    Json::Array data;
    for (const auto& lock : step.locks)
        data.push_back(
            Json::Object{{"mode", to_string(lock.mode)}, {"relation", to_string(lock.relation)}});
    return data;
}

Json::Array risks_data(const Step& step) {
    Json::Array data;
    for (const auto risk : step.risks.list()) data.emplace_back(to_string(risk));
    return data;
}

Json reason_data(const Reason& reason) {
    const auto& difference = reason.difference;
    Json::Array attributes;
    for (const auto& attribute : difference.attributes) {
        const Tamed tamed(difference.id, attribute.name);
        attributes.push_back(Json::Object{{"name", attribute.name},
                                          {"declared", value_data(attribute.declared, tamed)},
                                          {"live", value_data(attribute.live, tamed)}});
    }
    return Json::Object{
        {"difference", reason.because ? Json() : Json(to_string(difference.kind))},
        {"object", to_string(difference.id)},
        {"attributes", attributes},
        {"because", reason.because ? Json(to_string(*reason.because)) : Json()},
        {"declared_at", reason.place.known() ? Json(to_string(reason.place)) : Json()}};
}

Json::Array reasons_data(const Step& step) {
    Json::Array data;
    for (const auto& reason : step.reasons) data.push_back(reason_data(reason));
    return data;
}

std::string_view word_for(Step::Doing doing) {
    switch (doing) {
    case Step::Doing::create: return "create";
    case Step::Doing::alter: return "alter";
    case Step::Doing::drop: return "drop";
    }
    return "alter";
}

Json longest_data(const Summary& summary) {
    if (!summary.longest) return {};
    const auto& [lock, read, written] = *summary.longest;
    return Json::Object{{"mode", to_string(lock.mode)},
                        {"relation", to_string(lock.relation)},
                        {"bytes_read", read},
                        {"bytes_written", written}};
}

} // namespace

std::string names_in_words(const std::set<catalog::Identity>& identities) {
    std::vector<std::string> words;
    words.reserve(identities.size());
    for (const auto& id : identities) words.push_back(on_one_line(to_string(id)));
    return format("{}", join(words, ", "));
}

Json::Array names_data(const std::set<catalog::Identity>& identities) {
    Json::Array data;
    for (const auto& id : identities) data.emplace_back(to_string(id));
    return data;
}

std::string summary_in_words(const Summary& summary) {
    auto words = objects_in_words(summary);
    words.push_back(summary.lost.empty()
                        ? "nothing lost"
                        : format("data lost of {}", counted(summary.lost.size(), "object")));
    if (!summary.grant_more.empty())
        words.push_back(format("more granted on {}", counted(summary.grant_more.size(), "object")));
    return format("{}; {}", join(words, ", "), longest_in_words(summary));
}

Json summary_data(const Summary& summary) {
    Json::Array objects;
    for (const auto& [what, count] : summary.objects)
        objects.push_back(Json::Object{
            {"kind", to_string(what.first)}, {"fate", to_string(what.second)}, {"count", count}});
    return Json::Object{{"objects", objects},
                        {"indexes_built", summary.indexes_built},
                        {"bytes_indexed", summary.bytes_indexed},
                        {"bytes_rewritten", summary.bytes_rewritten},
                        {"lost", names_data(summary.lost)},
                        {"grants_more", names_data(summary.grant_more)},
                        {"longest_lock", longest_data(summary)}};
}

// A statement that does two things for one reason says it once.
std::vector<std::string> reasons_for(const Step& step) {
    std::vector<std::string> lines;
    for (const auto& reason : step.reasons)
        for (auto& line : reason_in_words(reason))
            if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> found_for(const Step& step) {
    std::vector<std::string> lines;
    for (const auto& found : step.found)
        if (auto words = found_in_words(found); !words.empty()) lines.push_back(std::move(words));
    return lines;
}

std::vector<std::string> notes_on(const Step& step) {
    std::vector<std::string> notes;
    for (const auto& lock : step.locks)
        notes.push_back(
            format("lock: {} on {}", to_string(lock.mode), on_one_line(to_string(lock.relation))));
    if (!step.risks.empty()) notes.push_back(format("risks: {}", risks_in_words(step)));
    for (const auto& words : step.lacks) notes.push_back(format("lacks: {}", on_one_line(words)));
    for (const auto& line : found_for(step)) notes.push_back(format("values: {}", line));
    for (const auto& line : reasons_for(step)) notes.push_back(format("why: {}", line));
    return notes;
}

Json step_data(const Step& step, const std::string& sql) {
    return Json::Object{{"doing", word_for(step.doing)},
                        {"about", step.about ? Json(to_string(*step.about)) : Json()},
                        {"sql", sql},
                        {"locks", locks_data(step)},
                        {"risks", risks_data(step)},
                        {"bytes", step.bytes},
                        {"values", found_data(step)},
                        {"lacks", lacks_data(step)},
                        {"reasons", reasons_data(step)}};
}

} // namespace pgslate::report
