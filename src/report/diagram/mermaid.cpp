#include "report/diagram/mermaid.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::report {
namespace {

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// `__init__` is Markdown for a bold word.
bool is_emphasis(std::string_view text) {
    return text.starts_with('_') || text.find("__") != std::string::npos;
}

// What may stand for itself in a text in quotes. Mermaid's lexer looks for some words in the midst
// of a line whatever is around them, `direction LR` for one, so that their spaces don't.
struct Plain {
    bool spaces = true;
    bool underscores = true;
};

bool stands_for_itself(char32_t code, const Plain& plain) {
    if (code == ' ') return plain.spaces;
    if (code == '_') return plain.underscores;
    if (code >= 0x80) return true;
    const auto c = static_cast<char>(code);
    return is_letter(c) || is_digit(c)
           || std::string_view(".,()[]/'=+-:!?@$|").find(c) != std::string::npos;
}

// `#35;` is a character by its number (Mermaid, "Entity codes to escape characters").
std::string in_quotes(std::string_view text) {
    const auto line = on_one_line(text);
    const Plain plain{.spaces = lower(line).find("direction") == std::string::npos,
                      .underscores = !is_emphasis(line)};
    std::string result = "\"";
    for (std::string_view rest = line; !rest.empty();) {
        const auto [code, length] = first_character(rest);
        if (stands_for_itself(code, plain))
            result += rest.substr(0, length);
        else
            result += format("#{};", static_cast<unsigned>(code));
        rest.remove_prefix(length);
    }
    return result + '"';
}

// A word that older releases take as well; `PK`, `FK` and `UK` at its beginning are none.
std::string word_of(const std::string& text) {
    std::string word;
    const auto line = on_one_line(text);
    for (std::string_view rest = line; !rest.empty();) {
        const auto [code, length] = first_character(rest);
        const bool good =
            code >= 0xC0 ? code <= 0xFFFF
                         : code < 0x80
                               && (is_letter(rest[0]) || is_digit(rest[0])
                                   || std::string_view("-[]()").find(rest[0]) != std::string::npos);
        if (good)
            word += rest.substr(0, length);
        else
            word += '_';
        rest.remove_prefix(length);
    }
    const auto begin = lower(word.substr(0, 2));
    const bool key = (begin == "pk" || begin == "fk" || begin == "uk")
                     && (word.size() == 2 || !(is_letter(word[2]) || is_digit(word[2])));
    const bool begins =
        !word.empty() && (is_letter(word[0]) || static_cast<unsigned char>(word[0]) >= 0x80);
    return begins && !key ? word : '_' + word;
}

// Every name by itself can be one; a label with more in it gets a short one.
bool is_plain(const std::string& label) {
    return is_letter(label.front()) && !is_emphasis(label)
           && std::ranges::all_of(
               label, [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; });
}

std::string shown_name(const DrawnTable& table) {
    auto name = label_of(table);
    if (table.mark != Mark::none) name = format("{}: {}", to_string(table.mark), name);
    if (const auto aside = aside_of(table); !aside.empty()) name += format(" ({})", aside);
    return name;
}

// Like those that this makes of numbers.
bool is_numbered(std::string_view label) {
    return label.size() > 1 && lower(std::string(label.substr(0, 1))) == "t"
           && std::ranges::all_of(label.substr(1), is_digit);
}

class Mermaid {
  public:
    explicit Mermaid(const Diagram& diagram) : diagram_(diagram) {}

    std::string text() {
        out_ = "erDiagram\n";
        for (std::size_t i = 0; i < diagram_.tables.size(); ++i) add_table(i);
        for (const auto& reference : diagram_.references) add_reference(reference);
        add_colours();
        return std::move(out_);
    }

  private:
    // A point in the name of a table can make it the same as that of another, and so could a
    // number.
    std::string id_of(std::size_t i) const {
        const auto& table = diagram_.tables[i];
        const auto label = shown_name(table);
        const bool plain = !diagram_.compared && is_plain(label) && !is_numbered(label)
                           && table.name.find('.') == std::string::npos;
        return plain ? format("\"{}\"", label) : format("t{}", i + 1);
    }

    void add_table(std::size_t i) {
        const auto& table = diagram_.tables[i];
        const auto id = id_of(i);
        out_ += format("    {}", id);
        if (id.front() != '"') out_ += format("[{}]", in_quotes(shown_name(table)));
        if (table.columns.empty()) return void(out_ += '\n');
        out_ += " {\n";
        for (const auto& column : table.columns) add_column(column);
        out_ += "    }\n";
    }

    void add_column(const DrawnColumn& column) {
        const auto type = word_of(column.type);
        const auto name = word_of(column.name);
        out_ += format("        {} {}", type, name);
        std::vector<std::string_view> keys;
        if (column.primary) keys.emplace_back("PK");
        if (column.refers) keys.emplace_back("FK");
        if (column.unique) keys.emplace_back("UK");
        if (!keys.empty()) out_ += format(" {}", join(keys, ","));
        std::vector<std::string> words;
        if (column.mark != Mark::none) words.emplace_back(to_string(column.mark));
        words.insert(words.end(), column.changes.begin(), column.changes.end());
        if (name != column.name) words.push_back(column.name);
        if (type != column.type) words.push_back(column.type);
        if (!column.values.empty()) words.push_back(format("{}", join(column.values, " | ")));
        if (!column.comment.empty()) words.push_back(column.comment);
        if (!words.empty()) out_ += ' ' + in_quotes(format("{}", join(words, ", ")));
        out_ += '\n';
    }

    void add_reference(const DrawnReference& reference) {
        const bool key = reference.kind == "foreign key";
        auto label = key ? format("{}", join(reference.columns, ", ")) : reference.name;
        if (reference.mark != Mark::none)
            label = format("{}: {}", to_string(reference.mark), label);
        out_ += format("    {} {}{}{} {} : {}\n", id_of(reference.from),
                       key && reference.one ? "|o" : "}o", key ? "--" : "..",
                       reference.optional ? "o|" : "||", id_of(reference.to), in_quotes(label));
    }

    void add_colours() {
        if (!diagram_.compared) return;
        for (const auto& [mark, style] :
             {std::pair(Mark::missing, "stroke:#c2410c,stroke-width:3px,stroke-dasharray:6 4"),
              std::pair(Mark::undeclared, "stroke:#1d4ed8,stroke-width:3px,stroke-dasharray:2 3"),
              std::pair(Mark::different, "stroke:#a16207,stroke-width:3px")}) {
            std::vector<std::string> ids;
            for (std::size_t i = 0; i < diagram_.tables.size(); ++i)
                if (diagram_.tables[i].mark == mark) ids.push_back(id_of(i));
            if (ids.empty()) continue;
            out_ += format("    classDef {0} {1}\n    class {2} {0}\n", to_string(mark), style,
                           join(ids, ","));
        }
    }

    const Diagram& diagram_;
    std::string out_;
};

} // namespace

std::string in_mermaid(const Diagram& diagram) {
    return Mermaid(diagram).text();
}

} // namespace pgslate::report
