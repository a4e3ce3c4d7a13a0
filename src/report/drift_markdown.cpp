#include "report/drift_markdown.hpp"

#include "base/format.hpp"
#include "report/counted.hpp"
#include "report/markdown_code.hpp"

namespace pgslate::report {
namespace {

std::string row_of(const ShownDifference& difference, const Sides& sides) {
    std::vector<std::string> attributes;
    for (const auto& attribute : difference.attributes)
        attributes.push_back(attribute.only_secrets_differ || attribute.fits_a_line
                                 ? in_words(attribute, sides)
                                 : format("{}: see below", attribute.name));
    return format("| {} | {} | {} | {} |\n", difference.word, cell_of({difference.object}),
                  difference.place.empty() ? "" : cell_of({difference.place}), cell_of(attributes));
}

std::string long_values_of(const ShownDifference& difference, const Sides& sides) {
    std::string text;
    for (const auto& [name, declared, live, only_secrets_differ, fits] : difference.attributes)
        if (!fits && !only_secrets_differ)
            text += format("{}\n\n{}:\n\n{}\n{}:\n\n{}\n",
                           code(format("{}: {}", difference.object, name)), code(sides.declared),
                           code_block(declared), code(sides.live), code_block(live));
    return text;
}

std::string table_of(const std::vector<ShownDifference>& drift, const Sides& sides) {
    std::string text = "| | object | where it is declared | what differs |\n|-|-|-|-|\n";
    std::string values;
    for (const auto& difference : drift) {
        text += row_of(difference, sides);
        values += long_values_of(difference, sides);
    }
    if (values.empty()) return text;
    return format("{}\n<details><summary>Long values</summary>\n\n{}</details>\n", text, values);
}

} // namespace

std::string drift_in_markdown(const std::vector<ShownDifference>& drift, const std::string& against,
                              const Sides& sides, const std::vector<std::string>& not_compared) {
    const auto count = drift.empty() ? "No drift" : counted(drift.size(), "difference");
    auto text = format("**{}**, compared with {}.\n", count, code(against));
    if (!drift.empty()) text += '\n' + table_of(drift, sides);
    if (!not_compared.empty()) text += "\nNot compared:\n\n";
    for (const auto& what : not_compared) text += format("- {}\n", code(what));
    return text;
}

} // namespace pgslate::report
