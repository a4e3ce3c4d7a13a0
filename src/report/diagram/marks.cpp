#include "report/diagram/marks.hpp"

#include "base/format.hpp"
#include "report/values.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using catalog::Identity;
using catalog::Kind;
using plan::Difference;

Mark mark_of(const Difference& difference) {
    switch (difference.kind) {
    case Difference::Kind::missing: return Mark::missing;
    case Difference::Kind::undeclared: return Mark::undeclared;
    case Difference::Kind::different: return Mark::different;
    }
    return Mark::none;
}

std::vector<std::string> changes_of(const Difference& difference) {
    std::vector<std::string> changes;
    for (const auto& attribute : difference.attributes) {
        const Tamed tamed(difference.id, attribute.name);
        changes.push_back(format("{}: declared {}, live {}", attribute_in_words(attribute.name),
                                 shown(attribute.declared, tamed), shown(attribute.live, tamed)));
    }
    return changes;
}

// "different index public.a_b: unique: declared true, live none"
std::string in_words(const Difference& difference) {
    auto words = format("{} {}", plan::to_string(difference.kind), to_string(difference.id));
    for (const auto& change : changes_of(difference)) words += format("; {}", change);
    return words;
}

// What is said beside the column itself need not name it.
std::string about_column(const Difference& difference) {
    if (difference.id.kind != Kind::comment) return in_words(difference);
    if (difference.kind != Difference::Kind::different)
        return format("{} comment", plan::to_string(difference.kind));
    const auto& text = difference.attributes.front();
    const Tamed tamed(difference.id, text.name);
    return format("comment: declared {}, live {}", shown(text.declared, tamed),
                  shown(text.live, tamed));
}

void note(DrawnTable& table, const std::vector<std::string>& changes) {
    if (table.mark == Mark::none) table.mark = Mark::different;
    table.changes.insert(table.changes.end(), changes.begin(), changes.end());
}

bool is_there_as_a_whole(const DrawnTable& table) {
    return table.mark == Mark::missing || table.mark == Mark::undeclared;
}

class Marking {
  public:
    Marking(Diagram& diagram, const Positions& positions)
        : diagram_(diagram), positions_(positions) {}

    // Tables as wholes come first: then their parts have nothing to add.
    void mark_tables(const std::vector<Difference>& differences) {
        for (const auto& difference : differences) {
            const auto at =
                is_drawn(difference.id.kind) ? positions_.of(difference.id.names) : std::nullopt;
            if (!at || !is_itself(*at, difference.id)) continue;
            auto& table = diagram_.tables[*at];
            table.mark = mark_of(difference);
            table.changes = changes_of(difference);
        }
    }

    void mark_part(const Difference& difference) {
        const auto at = positions_.of_part(difference.id);
        if (!at) return diagram_.elsewhere.push_back(in_words(difference));
        auto& table = diagram_.tables[*at];
        if (is_itself(*at, difference.id)) return;
        if (difference.id.kind == Kind::foreign_key) mark_reference(*at, difference);
        if (is_there_as_a_whole(table)) return;
        auto* column = column_of(table, difference.id);
        if (column == nullptr) return note(table, {in_words(difference)});
        note(table, {});
        mark_column(*column, difference);
    }

  private:
    bool is_itself(std::size_t at, const Identity& id) const {
        return positions_.tables()[at]->id == id;
    }

    static DrawnColumn* column_of(DrawnTable& table, const Identity& id) {
        const auto subject = subject_of(id);
        if (subject.kind != Kind::column || subject.names.at(1) != table.name) return nullptr;
        const auto found = std::ranges::find(table.columns, subject.name(), &DrawnColumn::name);
        return found == table.columns.end() ? nullptr : &*found;
    }

    static void mark_column(DrawnColumn& column, const Difference& difference) {
        if (difference.id.kind == Kind::column) {
            column.mark = mark_of(difference);
            column.changes = changes_of(difference);
            return;
        }
        if (column.mark == Mark::none) column.mark = Mark::different;
        column.changes.push_back(about_column(difference));
    }

    void mark_reference(std::size_t from, const Difference& difference) {
        for (auto& reference : diagram_.references)
            if (reference.from == from && reference.name == difference.id.name())
                reference.mark = mark_of(difference);
    }

    Diagram& diagram_;
    const Positions& positions_;
};

} // namespace

void mark(Diagram& diagram, const Positions& positions,
          const std::vector<Difference>& differences) {
    diagram.compared = true;
    Marking marking(diagram, positions);
    marking.mark_tables(differences);
    for (const auto& difference : differences) marking.mark_part(difference);
    for (auto& reference : diagram.references)
        if (const auto& table = diagram.tables[reference.from];
            reference.mark == Mark::none && is_there_as_a_whole(table))
            reference.mark = table.mark;
}

} // namespace pgslate::report
