#include "commands/slate.hpp"

#include "commands/about_database.hpp"
#include "desired/bytes.hpp"
#include "plan/roles.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using desired::BytesReader;
using desired::BytesWriter;
using plan::Step;

// Reading models takes some ten milliseconds for a hundred tables; what adds rows to them for a
// test is seldom more than a few pages.
constexpr std::size_t most_kept = std::size_t{256} * 1024;

std::size_t size_of(const Step& step) {
    return step.sql.sql().size() + (step.copy_data ? step.copy_data->size() : 0);
}

// What running it asks for, and what an error says of it.
void write(BytesWriter& writer, const Step& step) {
    writer.text(step.sql.sql());
    writer.list(step.settings);
    writer.number(step.verbatim ? 1 : 0);
    writer.number(step.copy_data ? 1 : 0);
    if (step.copy_data) writer.text(*step.copy_data);
    writer.number(static_cast<std::size_t>(step.copy_line));
    writer.number(step.origins.size());
    for (const auto& [begin, place] : step.origins) {
        writer.number(begin);
        writer.text(place.file.text());
        writer.number(static_cast<std::size_t>(place.line));
        writer.number(static_cast<std::size_t>(place.column));
    }
}

int small_number(BytesReader& reader) {
    return static_cast<int>(reader.number());
}

Step read_step(BytesReader& reader) {
    Step step;
    step.changes_data = true;
    step.sql = sql::Text::verbatim(reader.text());
    step.settings = reader.list();
    step.verbatim = reader.number() == 1;
    if (reader.number() == 1) step.copy_data = SharedText(reader.text());
    step.copy_line = small_number(reader);
    for (auto left = reader.number(); left > 0; --left) {
        auto& origin = step.origins.emplace_back();
        origin.begin = reader.number();
        origin.place.file = reader.text();
        origin.place.line = small_number(reader);
        origin.place.column = small_number(reader);
    }
    return step;
}

plan::Plan read_steps(BytesReader& reader) {
    plan::Plan plan;
    for (auto left = reader.number(); left > 0; --left) plan.steps.push_back(read_step(reader));
    return plan;
}

} // namespace

plan::Plan fillings(const Context& context, const catalog::Catalog& models) {
    auto plan =
        parted(plan::plan_creation(plan::without_roles(models)), context.target.database).inside;
    std::erase_if(plan.steps, [](const Step& step) { return !step.changes_data; });
    return plan;
}

std::optional<plan::Plan> fillings_to_keep(const Context& context, const catalog::Catalog& models) {
    auto plan = fillings(context, models);
    std::size_t size = 0;
    for (const auto& step : plan.steps) size += size_of(step);
    return size <= most_kept ? std::optional(std::move(plan)) : std::nullopt;
}

std::string to_bytes(const Slate& slate) {
    BytesWriter writer;
    writer.list(slate.schemas);
    writer.number(slate.has_rows ? 1 : 0);
    writer.number(slate.warned ? 1 : 0);
    writer.number(slate.fillings ? 1 : 0);
    if (slate.fillings) {
        writer.number(slate.fillings->steps.size());
        for (const auto& step : slate.fillings->steps) write(writer, step);
    }
    return writer.done();
}

std::optional<Slate> slate_in(std::string_view bytes) try {
    Slate slate;
    BytesReader reader(bytes);
    slate.schemas = reader.list();
    slate.has_rows = reader.number() == 1;
    slate.warned = reader.number() == 1;
    if (reader.number() == 1) slate.fillings = read_steps(reader);
    return reader.at_end() ? std::optional(slate) : std::nullopt;
} catch (const desired::NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::commands
