// What a command is waiting for, while it waits.
#pragma once

#include "report/output.hpp"

#include <string>
#include <string_view>

namespace pgslate::report {

/// On a terminal one line that changes and is gone in the end; elsewhere a line for every new
/// state. On standard error; nothing with --json or --quiet.
class Progress {
  public:
    explicit Progress(const Output& output);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `count` is how far it is, such as "3 s of 60 s"; it stands behind the state on a terminal.
    void show(std::string_view state, std::string_view count);
    /// Makes room for other words.
    void clear();

  private:
    bool silent_;
    bool terminal_;
    std::string state_;     // the last that was shown
    std::size_t width_ = 0; // of what stands in the line of the terminal
};

} // namespace pgslate::report
