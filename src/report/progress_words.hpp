#pragma once

#include "base/progress.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace pgslate::report {

/// How much fits, and in what letters.
struct Room {
    std::size_t columns = 79;
    bool utf8 = true;
};

/// Has the count changed lately? Else nobody knows how long the rest takes.
enum class Going { on, nowhere };

/// What is being done, in one line that fits: "Building what is declared (120 of 1200 statements,
/// 3 s, about 27 s left): create index ...". Where there is less room, less is said, the numbers
/// last. Time that is left is only guessed once enough of it is done.
std::string in_words(const Progress::Now& now, const Room& room, Going going = Going::on);

/// A statement that has run, and its time, in one line: "0.012 s  create table ...".
std::string in_words(std::string_view statement, std::chrono::nanoseconds took, const Room& room);

/// For a line of standard error that stays: as wide as the terminal, or what people like to read.
Room room_of_a_line();

} // namespace pgslate::report
