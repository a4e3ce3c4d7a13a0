#include "config/wrapping.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate::config {
namespace {

struct Wrapping {
    std::string_view text;
    std::string_view name;
    std::string_view hint;
};

constexpr std::string_view quotes_hint =
    "Leave the quotes out: a shell takes them off, but not everybody who reads a file of variables "
    "does, as `docker run --env-file`.";
constexpr std::string_view space_hint = "Take it away; a space in a URL is written %20.";

// The longer ones first.
constexpr std::array wrappings = {
    Wrapping{"\r\n", "a newline of Windows", "Take it away: it is the end of a line of a file."},
    Wrapping{"\n", "a newline", "Take it away: it is the end of a line of a file."},
    Wrapping{"\r", "a carriage return",
             "Take it away: the file it comes from has the line ends of Windows."},
    Wrapping{" ", "a space", space_hint},
    Wrapping{"\t", "a tab", "Take it away."},
    Wrapping{"\u00A0", "a no-break space", space_hint},
    Wrapping{"\uFEFF", "a byte order mark", "Take it away: it is the begin of a file of Windows."},
    Wrapping{"\"", "a quote (\")", quotes_hint},
    Wrapping{"'", "a quote (')", quotes_hint},
    Wrapping{"`", "a quote (`)", quotes_hint},
    Wrapping{"\u201C", "a quote (\u201C)", quotes_hint},
    Wrapping{"\u201D", "a quote (\u201D)", quotes_hint},
};

template <typename Matches>
const Wrapping* find_wrapping(Matches matches) {
    const auto* const found = std::ranges::find_if(wrappings, matches);
    return found == wrappings.end() ? nullptr : found;
}

const Wrapping* begin_of(std::string_view text) {
    return find_wrapping([text](const Wrapping& one) { return text.starts_with(one.text); });
}

// The name of a folder may end with anything but the end of a line.
const Wrapping* end_of(std::string_view text) {
    const bool folder = text.starts_with('/') || text.starts_with('@');
    return find_wrapping([text, folder](const Wrapping& one) {
        return text.ends_with(one.text) && (!folder || one.text.ends_with('\n'));
    });
}

bool is_quote(const Wrapping& wrapping) {
    return wrapping.hint == quotes_hint;
}

} // namespace

void refuse_wrapping(std::string_view text, const Origin& origin) {
    const auto* const begin = begin_of(text);
    const auto* const end = end_of(text);
    if (begin != nullptr && end != nullptr && is_quote(*begin) && is_quote(*end))
        refuse(origin, "it stands in quotes", quotes_hint);
    if (begin != nullptr) refuse(origin, format("it begins with {}", begin->name), begin->hint);
    if (end != nullptr) refuse(origin, format("it ends with {}", end->name), end->hint);
}

} // namespace pgslate::config
