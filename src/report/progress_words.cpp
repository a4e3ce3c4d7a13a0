#include "report/progress_words.hpp"

#include "base/format.hpp"
#include "report/columns.hpp"
#include "report/size.hpp"
#include "report/terminal.hpp"
#include "report/terminal_text.hpp"

#include <optional>
#include <unistd.h>
#include <vector>

namespace pgslate::report {
namespace {

using Seconds = std::chrono::duration<double>;

std::string span_in_words(Seconds time) {
    const auto whole = static_cast<std::int64_t>(time.count());
    if (whole < 60) return format("{} s", whole);
    if (whole < 3600) return format("{} min {} s", whole / 60, whole % 60);
    return format("{} h {} min", whole / 3600, whole / 60 % 60);
}

double share_of(const Progress::Count& count) {
    return static_cast<double>(count.done) / static_cast<double>(count.total);
}

std::string how_far(const Progress::Count& count) {
    if (count.unit == "ms")
        return format("{:.1f} s of {} s", static_cast<double>(count.done) / 1000,
                      static_cast<double>(count.total) / 1000);
    if (count.unit == "bytes")
        return format("{} of {}", size(static_cast<std::int64_t>(count.done)),
                      size(static_cast<std::int64_t>(count.total)));
    if (count.total == 1) return ""; // it is that, or nothing
    if (count.total == 0) return count.done == 0 ? "" : format("{} {}", count.done, count.unit);
    return format("{} of {} {}", count.done, count.total, count.unit);
}

// As if the rest went like what is done, once a twentieth of it and two seconds tell how that is.
std::optional<Seconds> time_left(const Progress::Now& now, Going going) {
    const Seconds elapsed = now.elapsed;
    const auto& count = now.count;
    const bool known = going == Going::on && count.total > 0 && count.done < count.total
                       && count.unit != "ms" && share_of(count) >= 0.05 && elapsed >= Seconds(2);
    if (!known) return std::nullopt;
    return elapsed / share_of(count) * (1 - share_of(count));
}

std::string joined_parts(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    return text;
}

// A time of nothing says nothing.
std::string elapsed_in_words(const Progress::Now& now) {
    return now.elapsed < std::chrono::seconds(1) ? "" : span_in_words(now.elapsed);
}

std::string in_parentheses(const Progress::Now& now, const std::vector<std::string>& numbers) {
    const auto all = joined_parts(numbers);
    return all.empty() ? now.what : format("{} ({})", now.what, all);
}

std::string with_numbers(const Progress::Now& now, Going going) {
    std::vector<std::string> numbers = {how_far(now.count)};
    if (now.count.unit != "ms") numbers.push_back(elapsed_in_words(now));
    if (const auto left = time_left(now, going))
        numbers.push_back(format("about {} left", span_in_words(*left)));
    return in_parentheses(now, numbers);
}

std::string with_one_number(const Progress::Now& now) {
    const auto far = how_far(now.count);
    return in_parentheses(now, {far.empty() ? elapsed_in_words(now) : far});
}

std::string part_of(const Progress::Now& now) {
    return joined_parts({how_far(now.part_count), now.part});
}

// Numbers first: what is cut off is the end.
std::string shortest(const Progress::Now& now) {
    if (now.count.total > 0 && now.count.unit != "ms")
        return format("{}/{} {}", now.count.done, now.count.total, now.what);
    return format("{} {}", span_in_words(now.elapsed), now.what);
}

// SQL of several lines reads well on one.
std::string on_short_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    return on_one_line(line);
}

std::string_view mark_in(const Room& room) {
    return room.utf8 ? "…" : "...";
}

} // namespace

std::string in_words(const Progress::Now& now, const Room& room, Going going) {
    const auto shown = [&](std::string_view text) {
        const auto line = on_short_line(text);
        return room.utf8 ? line : in_ascii(line);
    };
    constexpr std::size_t least_of_a_part = 12;
    const auto whole = shown(with_numbers(now, going));
    if (const auto part = shown(part_of(now));
        !part.empty() && columns_of(whole) + 2 + least_of_a_part <= room.columns)
        return cut_to(format("{}: {}", whole, part), room.columns, mark_in(room));
    if (columns_of(whole) <= room.columns) return whole;
    if (const auto less = shown(with_one_number(now)); columns_of(less) <= room.columns)
        return less;
    return cut_to(shown(shortest(now)), room.columns, mark_in(room));
}

std::string in_words(std::string_view statement, std::chrono::nanoseconds took, const Room& room) {
    const auto line = format("{:.3f} s  {}", Seconds(took).count(), on_short_line(statement));
    return cut_to(room.utf8 ? line : in_ascii(line), room.columns, mark_in(room));
}

Room room_of_a_line() {
    constexpr std::size_t usual = 100;
    const bool terminal = is_able_terminal(STDERR_FILENO);
    return {.columns = terminal ? columns_to_write_over() : usual, .utf8 = knows_utf8()};
}

} // namespace pgslate::report
