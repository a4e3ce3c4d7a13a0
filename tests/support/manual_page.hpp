// The words of the project as a test reads them: manual pages in mdoc(7), and the README.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::testing {

using Words = std::set<std::string>;

/// The text of a file of the project, named from its root.
std::string source_text(const std::string& file);

/// All matches of a regular expression in `text`: its first group.
Words matches(const std::string& text, const std::string& expression);

/// The arguments of one macro in a line of mdoc: of `Fl` in `.It Cm drop Op Fl -confirm Ar NAME`
/// that is `-confirm`. Punctuation is none.
std::vector<std::string> arguments(const std::string& line, std::string_view macro);

class ManualPage {
  public:
    /// `name` as it stands in man/: `pgslate.1`.
    explicit ManualPage(const std::string& name);

    const std::vector<std::string>& lines() const { return lines_; }
    /// The lines below a heading (`.Sh` or `.Ss`) up to the next one of its rank or above.
    std::vector<std::string> section(const std::string& heading) const;
    /// The headings of the subsections of a section.
    Words subsections(const std::string& heading) const;
    /// The `.It` lines of a section.
    std::vector<std::string> items(const std::string& heading) const;
    /// The arguments of `macro` in all `.It` lines of a section.
    Words item_words(const std::string& heading, std::string_view macro) const;
    /// The examples (`.Bd -literal`) of the page, as a reader sees them.
    std::vector<std::string> displays() const;

  private:
    std::vector<std::string> lines_;
};

/// A fenced block of Markdown.
struct Block {
    std::string language;
    std::string text;
};

std::vector<Block> fenced_blocks(const std::string& markdown);

} // namespace pgslate::testing
