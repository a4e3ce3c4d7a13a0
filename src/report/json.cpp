#include "report/json.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "report/terminal_text.hpp"

namespace pgslate::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

// What steers a terminal may be read there, too.
void write_character(std::string& out, char32_t code, std::string_view bytes) {
    switch (code) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
        if (steers(code))
            out += format("\\u{:04x}", static_cast<unsigned>(code));
        else
            out += bytes;
    }
}

void write_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto bad = first_bad_byte(text);
        const auto good = text.substr(0, bad.value_or(text.size()));
        for (auto rest = good; !rest.empty();) {
            const auto [code, length] = first_character(rest);
            write_character(out, code, rest.substr(0, length));
            rest.remove_prefix(length);
        }
        if (!bad) break;
        out += replacement;
        text.remove_prefix(*bad + 1);
    }
    out += '"';
}

// No depth: everything stands on one line.
using Depth = std::optional<int>;

void new_line(std::string& out, Depth depth) {
    if (!depth) return;
    out += '\n';
    out.append(static_cast<std::size_t>(*depth) * 2, ' ');
}

Depth below(Depth depth) {
    return depth ? Depth(*depth + 1) : depth;
}

// The items of an array or object with their commas, each on a line of its own.
template <typename Items, typename WriteItem>
void write_items(std::string& out, const Items& items, Depth depth, WriteItem write_item) {
    bool first = true;
    for (const auto& item : items) {
        if (!first) out += ',';
        first = false;
        new_line(out, below(depth));
        write_item(item);
    }
    if (!first) new_line(out, depth);
}

} // namespace

std::string Json::text() const {
    std::string out;
    write(out, 0);
    return out;
}

std::string Json::compact() const {
    std::string out;
    write(out, std::nullopt);
    return out;
}

void Json::write(std::string& out, Depth depth) const {
    if (const auto* flag = std::get_if<bool>(&value_)) {
        out += *flag ? "true" : "false";
    } else if (const auto* number = std::get_if<std::int64_t>(&value_)) {
        out += format("{}", *number);
    } else if (const auto* string = std::get_if<std::string>(&value_)) {
        write_string(out, *string);
    } else if (const auto* array = std::get_if<Array>(&value_)) {
        out += '[';
        write_items(out, *array, depth, [&](const Json& item) { item.write(out, below(depth)); });
        out += ']';
    } else if (const auto* object = std::get_if<Object>(&value_)) {
        out += '{';
        write_items(out, *object, depth, [&](const auto& member) {
            write_string(out, member.first);
            out += depth ? ": " : ":";
            member.second.write(out, below(depth));
        });
        out += '}';
    } else {
        out += "null";
    }
}

} // namespace pgslate::report
