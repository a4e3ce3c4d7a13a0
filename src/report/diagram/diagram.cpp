#include "report/diagram/diagram.hpp"

#include "base/format.hpp"
#include "report/counted.hpp"

namespace pgslate::report {

std::string_view to_string(Mark mark) {
    switch (mark) {
    case Mark::missing: return "missing";
    case Mark::undeclared: return "undeclared";
    case Mark::different: return "different";
    case Mark::none: break;
    }
    return "";
}

std::string_view sign_of(Mark mark) {
    switch (mark) {
    case Mark::missing: return "-";
    case Mark::undeclared: return "+";
    case Mark::different: return "~";
    case Mark::none: break;
    }
    return "";
}

std::string label_of(const DrawnTable& table) {
    return table.schema == "public" ? table.name : format("{}.{}", table.schema, table.name);
}

std::string aside_of(const DrawnTable& table) {
    if (!table.known) return "columns unknown";
    if (!table.partitions.empty()) return counted(table.partitions.size(), "partition");
    return table.kind == "table" ? std::string() : table.kind;
}

} // namespace pgslate::report
