#include "base/format.hpp"
#include "base/new_files.hpp"
#include "cli/context.hpp"
#include "commands/diagram.hpp"
#include "commands/graphviz.hpp"
#include "report/counted.hpp"
#include "report/diagram/data.hpp"
#include "report/diagram/diagram_of.hpp"
#include "report/diagram/dot.hpp"
#include "report/diagram/mermaid.hpp"
#include "report/diagram/page.hpp"
#include "report/diagram/selection.hpp"

#include <array>
#include <filesystem>
#include <system_error>

namespace pgslate::cli {
namespace {

namespace fs = std::filesystem;
using commands::DiagramContents;
using commands::DrawnSide;
using report::Diagram;
using report::ShownColumns;

// What files of each format are usually called.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> endings = {
    {{".mmd", "mermaid"},
     {".mermaid", "mermaid"},
     {".dot", "dot"},
     {".gv", "dot"},
     {".svg", "svg"},
     {".html", "html"}}};

std::string format_of(const Options& options) {
    if (!options.format.empty()) return options.format;
    if (!options.output) return "mermaid";
    const auto ending = fs::path(*options.output).extension().string();
    for (const auto& [name, picture] : endings)
        if (ending == name) return std::string(picture);
    throw Error(ExitStatus::usage,
                format("what is drawn into {}? Its name does not say", *options.output),
                {"--format says it: mermaid, dot, svg or html."});
}

// Beside an error about a target that is only needed for SQL.
Error with_way_out(const Error& error) {
    auto problems = error.problems();
    problems.back().hints.emplace_back(
        "A server reads what .sql models declare: --local takes a private one. --offline draws "
        "what can be read without.");
    return {error.status(), std::move(problems)};
}

DiagramContents read_declared(const Invocation& invocation) {
    const auto warner = [&](const Problem& problem) { warn(invocation, problem); };
    auto models =
        commands::diagram_of_models(models_of(invocation), &invocation.interruption, warner);
    if (!models.needs_server) return std::move(models.contents);
    if (invocation.options.diagram.offline) {
        warner(advised("what .sql models declare is drawn by its name, or not at all",
                       {"Without --offline a server reads it."}));
        return std::move(models.contents);
    }
    try {
        return commands::diagram_of_server(context_of(invocation), DrawnSide::declared,
                                           std::move(models.sources));
    } catch (const Error& error) {
        const bool no_server = error.status() == ExitStatus::bad_configuration
                               || error.status() == ExitStatus::unavailable;
        if (no_server) throw with_way_out(error);
        throw;
    }
}

DiagramContents read(const Invocation& invocation) {
    const auto& options = invocation.options;
    if (options.diagram.diff)
        return commands::diagram_of_server(context_of(invocation), DrawnSide::both);
    if (options.diagram.live)
        return commands::diagram_of_server(context_of(invocation), DrawnSide::live);
    if (options.like)
        return commands::diagram_of_server(context_of(invocation), DrawnSide::declared);
    return read_declared(invocation);
}

std::optional<ShownColumns> chosen_columns(const std::string& columns) {
    if (columns.empty()) return std::nullopt;
    if (columns == "all") return ShownColumns::all;
    return columns == "keys" ? ShownColumns::keys : ShownColumns::none;
}

std::string picture_of(const Invocation& invocation, std::string_view kind, Diagram diagram) {
    const auto columns = chosen_columns(invocation.options.diagram.columns);
    if (kind == "html") return report::in_html(diagram, columns); // it unfolds them itself
    const auto usual = report::columns_for(diagram.tables.size());
    diagram = report::folded(std::move(diagram), columns.value_or(usual));
    if (kind == "mermaid") return report::in_mermaid(diagram);
    auto dot = report::in_dot(diagram);
    if (kind == "dot") return dot;
    constexpr std::size_t many = 500;
    if (diagram.tables.size() > many)
        invocation.output.note(format("Graphviz may take minutes for {}; --format html does not.",
                                      report::counted(diagram.tables.size(), "table")));
    return commands::svg_of(dot, invocation.environment);
}

// What is no file, such as /dev/stdout, is not replaced by one.
void refuse_to_replace(const fs::path& path, bool force) {
    std::error_code ignored;
    const auto status = fs::symlink_status(path, ignored);
    if (!fs::exists(status)) return;
    if (!fs::is_regular_file(status) && !fs::is_symlink(status))
        throw Error(ExitStatus::failed, format("{} is no file", path.string()),
                    {"Without --output the picture goes to standard output."});
    if (!force)
        throw Error(ExitStatus::failed, format("{} is there already", path.string()),
                    {"Nothing was written. --force writes over it."});
}

void write_picture(const fs::path& path, bool force, std::string text) {
    refuse_to_replace(path, force);
    write_files(path.has_parent_path() ? path.parent_path() : ".",
                {{path.filename(), std::move(text)}}, force ? Existing::replace : Existing::refuse);
}

void tell(const Invocation& invocation, const Diagram& diagram) {
    if (diagram.tables.empty())
        invocation.output.note("There is nothing to draw: no table and no view.");
    if (!diagram.elsewhere.empty())
        invocation.output.note(
            format("Not in the picture: {}, which `pgslate status` tells.",
                   report::counted(diagram.elsewhere.size(), "other difference")));
}

} // namespace

ExitStatus run_diagram(const Invocation& invocation) {
    const auto& options = invocation.options;
    const auto kind = format_of(options);
    if (options.output) refuse_to_replace(*options.output, options.force);
    auto contents = read(invocation);
    auto diagram = options.diagram.diff ? report::comparison_of(contents.catalog, contents.title,
                                                                contents.differences)
                                        : report::diagram_of(contents.catalog, contents.title);
    diagram = report::chosen(std::move(diagram), options.diagram.choice);
    tell(invocation, diagram);
    auto data = report::diagram_data(diagram);
    if (options.output) {
        write_picture(*options.output, options.force,
                      picture_of(invocation, kind, std::move(diagram)));
        invocation.output.line(*options.output);
        data.emplace_back("file", *options.output);
    } else if (!invocation.output.json()) {
        invocation.output.raw(picture_of(invocation, kind, std::move(diagram)));
    }
    answer(invocation, std::move(data));
    return ExitStatus::done;
}

} // namespace pgslate::cli
