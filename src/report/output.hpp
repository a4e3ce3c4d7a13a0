// The two streams: results on standard output, everything else on standard error.
#pragma once

#include "report/json.hpp"
#include "report/progress_line.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace pgslate::report {

enum class Color { automatic, always, never };

/// How much is said, and in what form.
struct Manner {
    bool json = false;  ///< one JSON document on standard output, and nothing else there
    bool quiet = false; ///< no results in words; errors and warnings stay
    bool verbose = false;
    Color color = Color::automatic;
    bool no_color = false; ///< the variable NO_COLOR is set (no-color.org)
};

class Output {
  public:
    /// `line`, where there is one, makes room for whatever is written; it lives longer.
    explicit Output(const Manner& manner, ProgressLine* line = nullptr)
        : manner_(manner), line_(line) {}

    bool verbose() const { return manner_.verbose; }
    bool json() const { return manner_.json; }
    bool quiet() const { return manner_.quiet; }
    /// A line of a result in words, at once; not with --json or --quiet.
    void line(std::string_view text) const;
    /// Text that is itself the result, such as SQL: --quiet does not silence it.
    void raw(std::string_view text) const;
    /// The JSON document, if that is the manner.
    void document(const Json& json) const;
    /// A line on standard error that is worth knowing but no result; not with --json or --quiet.
    void note(std::string_view text) const;
    /// Text on standard error.
    void talk(std::string_view text) const;
    /// Asks a person something on standard error, and returns the line that is typed.
    std::string ask(std::string_view question) const;

    /// Begins with an empty screen, on a terminal.
    void clear_screen() const;

    /// May standard output / standard error have colours?
    bool color_out() const;
    bool color_err() const;

    /// Was everything written? False for a full disk or a closed pipe.
    static bool flushed();
    /// Is standard output a pipe that nobody reads any more?
    static bool nobody_reads();

  private:
    bool colors(int descriptor) const;
    void with_room(const std::function<void()>& write) const;

    Manner manner_;
    ProgressLine* line_;
};

} // namespace pgslate::report
