#include "report/diagram/data.hpp"

namespace pgslate::report {
namespace {

Json::Array texts(const std::vector<std::string>& list) {
    return {list.begin(), list.end()};
}

// What says nothing is left out, so that a large picture stays small.
class Members {
  public:
    explicit Members(Json::Object always) : members_(std::move(always)) {}

    Members& add(std::string_view name, std::string_view text) {
        if (!text.empty()) members_.emplace_back(name, text);
        return *this;
    }
    Members& add(std::string_view name, const std::vector<std::string>& list) {
        if (!list.empty()) members_.emplace_back(name, texts(list));
        return *this;
    }
    Members& flag(std::string_view name, bool value) {
        if (value) members_.emplace_back(name, true);
        return *this;
    }
    Json::Object done() { return std::move(members_); }

  private:
    Json::Object members_;
};

Json column_data(const DrawnColumn& column) {
    return Members({{"name", column.name}, {"type", column.type}})
        .add("default", column.default_value)
        .add("comment", column.comment)
        .flag("not_null", column.not_null)
        .flag("primary_key", column.primary)
        .flag("unique", column.unique)
        .flag("refers", column.refers)
        .add("values", column.values)
        .add("difference", to_string(column.mark))
        .add("changes", column.changes)
        .done();
}

Json table_data(const DrawnTable& table) {
    Json::Array columns;
    for (const auto& column : table.columns) columns.push_back(column_data(column));
    return Members({{"schema", table.schema},
                    {"name", table.name},
                    {"kind", table.kind},
                    {"columns", std::move(columns)}})
        .add("comment", table.comment)
        .add("partition_by", table.partition_by)
        .add("partitions", table.partitions)
        .flag("only_the_name_is_known", !table.known)
        .add("difference", to_string(table.mark))
        .add("changes", table.changes)
        .done();
}

Json reference_data(const DrawnReference& reference) {
    return Members({{"name", reference.name},
                    {"kind", reference.kind},
                    {"from", reference.from},
                    {"to", reference.to}})
        .add("columns", reference.columns)
        .add("to_columns", reference.to_columns)
        .add("action", reference.action)
        .add("comment", reference.comment)
        .flag("optional", reference.optional)
        .flag("one_to_one", reference.one)
        .add("difference", to_string(reference.mark))
        .done();
}

} // namespace

Json::Object diagram_data(const Diagram& diagram) {
    Json::Array schemas;
    for (const auto& schema : diagram.schemas)
        schemas.emplace_back(
            Members({{"name", schema.name}}).add("comment", schema.comment).done());
    Json::Array tables;
    for (const auto& table : diagram.tables) tables.push_back(table_data(table));
    Json::Array references;
    for (const auto& reference : diagram.references)
        references.push_back(reference_data(reference));
    return {{"title", diagram.title},
            {"compared", diagram.compared},
            {"schemas", std::move(schemas)},
            {"tables", std::move(tables)},
            {"references", std::move(references)},
            {"elsewhere", texts(diagram.elsewhere)}};
}

} // namespace pgslate::report
