#include "report/diagram/dot.hpp"

#include "base/format.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : on_one_line(text)) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

// In quotes a backslash begins something else.
std::string quoted_text(std::string_view text) {
    std::string result = "\"";
    for (const char c : on_one_line(text)) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

struct Colours {
    std::string_view line;
    std::string_view head;
    std::string_view style; ///< of lines
};

Colours colours_of(Mark mark) {
    switch (mark) {
    case Mark::missing: return {"#c2410c", "#ffedd5", "dashed"};
    case Mark::undeclared: return {"#1d4ed8", "#dbeafe", "dotted"};
    case Mark::different: return {"#a16207", "#fef9c3", "solid"};
    case Mark::none: break;
    }
    return {"#64748b", "#e2e8f0", "solid"};
}

std::string with_sign(Mark mark, std::string_view name) {
    return mark == Mark::none ? escaped(name) : format("{} {}", sign_of(mark), escaped(name));
}

std::string keys_of(const DrawnColumn& column) {
    std::vector<std::string_view> keys;
    if (column.primary) keys.emplace_back("PK");
    if (column.refers) keys.emplace_back("FK");
    if (column.unique) keys.emplace_back("UK");
    return format("{}", join(keys, " "));
}

class Dot {
  public:
    explicit Dot(const Diagram& diagram) : diagram_(diagram) {}

    std::string text() {
        out_ = format("digraph {} {{\n"
                      "  graph [rankdir=RL, ranksep=1, nodesep=0.4, bgcolor=white, pad=0.3,\n"
                      "         fontname=\"Helvetica,Arial,sans-serif\"]\n"
                      "  node [shape=plain, fontname=\"Helvetica,Arial,sans-serif\", fontsize=11]\n"
                      "  edge [dir=both, color=\"#64748b\", penwidth=1.2]\n",
                      quoted_text(diagram_.title));
        std::size_t number = 0;
        for (const auto& schema : diagram_.schemas) add_schema(schema, number++);
        for (const auto& reference : diagram_.references) add_reference(reference);
        return std::move(out_) + "}\n";
    }

  private:
    void add_schema(const DrawnSchema& schema, std::size_t number) {
        out_ += format("  subgraph cluster_{} {{\n    label={}\n"
                       "    style=rounded\n    color=\"#cbd5e1\"\n    fontcolor=\"#475569\"\n",
                       number, quoted_text(schema.name));
        for (std::size_t i = 0; i < diagram_.tables.size(); ++i)
            if (diagram_.tables[i].schema == schema.name) add_table(i);
        out_ += "  }\n";
    }

    void add_table(std::size_t i) {
        const auto& table = diagram_.tables[i];
        const auto colours = colours_of(table.mark);
        out_ += format("    t{} [tooltip={}, label=<<table border=\"{}\" style=\"{}\" "
                       "cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\" color=\"{}\" "
                       "bgcolor=\"white\">\n",
                       i, quoted_text(tooltip_of(table)), table.mark == Mark::none ? 1 : 2,
                       colours.style, colours.line);
        out_ += format(
            "      <tr><td port=\"head\" colspan=\"3\" bgcolor=\"{}\"><b>{}</b>{}</td></tr>\n",
            colours.head, with_sign(table.mark, table.name), aside(table));
        for (std::size_t c = 0; c < table.columns.size(); ++c) add_column(table.columns[c], c);
        if (table.folded > 0)
            out_ += format("      <tr><td colspan=\"3\" align=\"left\"><font color=\"#64748b\">"
                           "... {} more</font></td></tr>\n",
                           table.folded);
        out_ += "    </table>>]\n";
    }

    static std::string tooltip_of(const DrawnTable& table) {
        auto text = label_of(table);
        if (!table.comment.empty()) text += format(": {}", table.comment);
        for (const auto& change : table.changes) text += format("; {}", change);
        return text;
    }

    static std::string aside(const DrawnTable& table) {
        const auto words = aside_of(table);
        return words.empty() ? words : format("  <i>{}</i>", words);
    }

    void add_column(const DrawnColumn& column, std::size_t number) {
        const auto colours = colours_of(column.mark);
        const auto ground =
            column.mark == Mark::none ? std::string() : format(" bgcolor=\"{}\"", colours.head);
        const auto name = with_sign(column.mark, column.name);
        out_ += format(
            "      <tr><td port=\"c{0}\" align=\"left\"{1}>{2}</td>"
            "<td align=\"left\"{1}><font color=\"#475569\">{3}{4}</font></td>"
            "<td port=\"k{0}\" align=\"right\"{1}><font color=\"#64748b\" point-size=\"8\">{5} "
            "</font></td></tr>\n",
            number, ground, column.primary ? format("<b>{}</b>", name) : name, escaped(column.type),
            column.not_null ? "" : "?", keys_of(column));
    }

    // The row of its first column, or the head where that is not shown; `side` is the first cell of
    // the row or the last one.
    static std::string port(const DrawnTable& table, const std::vector<std::string>& columns,
                            char side) {
        if (columns.empty()) return "head";
        const auto found = std::ranges::find(table.columns, columns.front(), &DrawnColumn::name);
        return found == table.columns.end() ? "head"
                                            : format("{}{}", side, found - table.columns.begin());
    }

    void add_reference(const DrawnReference& reference) {
        const auto& from = diagram_.tables[reference.from];
        const auto& to = diagram_.tables[reference.to];
        const auto colours = colours_of(reference.mark);
        const bool key = reference.kind == "foreign key";
        out_ += format("  t{}:{}:w -> t{}:{}:e [{}, style={}, color=\"{}\", tooltip={}]\n",
                       reference.from, port(from, reference.columns, 'c'), reference.to,
                       port(to, reference.to_columns, 'k'), arrows_of(reference),
                       key ? colours.style : "dashed", colours.line, quoted_text(reference.name));
    }

    static std::string arrows_of(const DrawnReference& reference) {
        if (reference.kind != "foreign key") return "dir=forward, arrowhead=vee";
        return format("arrowtail={}, arrowhead={}", reference.one ? "teeodot" : "crowodot",
                      reference.optional ? "teeodot" : "teetee");
    }

    const Diagram& diagram_;
    std::string out_;
};

} // namespace

std::string in_dot(const Diagram& diagram) {
    return Dot(diagram).text();
}

} // namespace pgslate::report
