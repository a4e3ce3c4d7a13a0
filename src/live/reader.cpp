#include "live/reader.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "live/cell.hpp"
#include "live/text_array.hpp"
#include "postgres/row.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace pgslate::live {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::Names;
using postgres::Answer;

Kind kind_called(std::string_view words) {
    const auto kind = catalog::kind_called(words);
    if (!kind) postgres::refuse_answer(format("an object of kind \"{}\"", words));
    return *kind;
}

Kind kind_at(const Answer& answer, std::size_t row) {
    return kind_called(answer.cell(row, 0).value_or(""));
}

Address address_at(const Answer& answer, std::size_t row, std::size_t column) {
    return {.class_oid = number_in<unsigned>(answer.cell(row, column)),
            .oid = number_in<unsigned>(answer.cell(row, column + 1)),
            .sub = number_in<int>(answer.cell(row, column + 2))};
}

// Up to three names from a column on.
std::vector<std::string> names_at(const Answer& answer, std::size_t row, std::size_t first) {
    std::vector<std::string> names;
    for (auto column = first; column < first + 3; ++column)
        if (const auto name = answer.cell(row, column)) names.emplace_back(*name);
    return names;
}

std::size_t count_cells(const Answer& answer, std::size_t row, std::size_t first) {
    std::size_t count = 0;
    for (auto column = first; column < answer.columns(); ++column)
        if (answer.cell(row, column)) ++count;
    return count;
}

void read_attributes(const Answer& answer, std::size_t row, std::size_t first, Fact& fact) {
    fact.attributes.reserve(fact.attributes.size() + count_cells(answer, row, first));
    for (auto column = first; column < answer.columns(); ++column) {
        const auto cell = answer.cell(row, column);
        if (!cell) continue;
        const auto name = answer.name(column);
        if (answer.is_list(column))
            fact.attributes.emplace(name, array_elements(*cell));
        else
            fact.attributes.emplace(name, std::string(*cell));
    }
}

} // namespace

Reader::Reader(catalog::Catalog known) {
    reading_.catalog = std::move(known);
    for (const auto& [id, fact] : reading_.catalog.facts)
        if (!is_annotation(id.kind)) book_.add(fact.address, id);
}

void Reader::take(Rows rows, Answer answer) {
    if (rows == Rows::facts)
        take_rows(rows, answer);
    else
        kept_.emplace_back(rows, std::move(answer));
}
void Reader::absorb(Reader&& other) {
    reading_.catalog.facts.merge(other.reading_.catalog.facts);
    book_.absorb(std::move(other.book_));
    std::ranges::move(other.kept_, std::back_inserter(kept_));
    std::ranges::move(other.reading_.unknown, std::back_inserter(reading_.unknown));
}
Reading Reader::done() {
    std::ranges::stable_sort(kept_, {}, [](const auto& kept) { return kept.first; });
    for (const auto& [rows, answer] : kept_) take_rows(rows, answer);
    reading_.fingerprint = fingerprint_.text();
    return std::move(reading_);
}

void Reader::take_rows(Rows rows, const Answer& answer) {
    for (std::size_t row = 0; row < answer.rows(); ++row) take_row(rows, answer, row);
}

void Reader::take_row(Rows rows, const Answer& answer, std::size_t row) {
    switch (rows) {
    case Rows::facts: return take_fact(answer, row);
    case Rows::parts: return take_part(answer, row);
    case Rows::properties: return take_property(answer, row);
    case Rows::annotations: return take_annotation(answer, row);
    case Rows::unknown: return take_unknown(answer, row);
    case Rows::aliases:
        return book_.add_alias(address_at(answer, row, 0), address_at(answer, row, 3));
    case Rows::dependencies: return take_dependency(answer, row);
    case Rows::stubs: return take_stub(answer, row);
    case Rows::horizon: reading_.horizon = answer.cell(row, 0).value_or(""); return;
    case Rows::standstill: reading_.standstill = answer.cell(row, 0).value_or(""); return;
    case Rows::fingerprint:
        return fingerprint_.take(answer.cell(row, 0), answer.cell(row, 1), answer.cell(row, 2));
    }
}

const Identity& Reader::add(Fact fact) {
    auto id = fact.id;
    return reading_.catalog.facts.emplace(std::move(id), std::move(fact)).first->first;
}

// A parent has the names of its child but the last, or says its own. The parts of one mostly come
// one behind the other, and share its names.
std::optional<Identity> Reader::parent_at(const Answer& answer, std::size_t row,
                                          const Identity& id) {
    const auto called = answer.cell(row, 7);
    if (!called) return std::nullopt;
    std::vector<std::string_view> names(id.names.begin(), id.names.end() - 1);
    if (const auto name = answer.cell(row, 8)) names.push_back(*name);
    if (names.empty()) postgres::refuse_answer("an object in nothing");
    const auto kind = kind_called(*called);
    if (kind != last_parent_.kind || !std::ranges::equal(last_parent_.names, names))
        last_parent_ = {kind, Names(names.begin(), names.end()), {}};
    return last_parent_;
}

void Reader::take_fact(const Answer& answer, std::size_t row) {
    constexpr std::size_t position = 9;
    Fact fact;
    fact.id = {kind_at(answer, row), names_at(answer, row, 4), {}};
    if (fact.id.names.empty()) postgres::refuse_answer("an object without a name");
    fact.parent = parent_at(answer, row, fact.id);
    fact.order = number_in<int>(answer.cell(row, position));
    fact.address = address_at(answer, row, 1);
    read_attributes(answer, row, position + 1, fact);
    note_unknown(fact);
    const auto address = fact.address;
    book_.add(address, add(std::move(fact)));
}

// `unknown_options`: there are some, and the value tells why they can't be known.
void Reader::note_unknown(const Fact& fact) {
    constexpr std::string_view prefix = "unknown_";
    for (const auto& [name, value] : fact.attributes) {
        if (!name.starts_with(prefix)) continue;
        auto what = name.substr(prefix.size());
        std::ranges::replace(what, '_', ' ');
        reading_.unknown.push_back(
            format("{} of {}, {}", what, to_string(fact.id), fact.text(name)));
    }
}

void Reader::take_part(const Answer& answer, std::size_t row) {
    constexpr std::size_t whole = 7;
    const Identity id{kind_at(answer, row), names_at(answer, row, 4), {}};
    const auto kind = answer.cell(row, whole);
    const auto parent =
        kind ? Identity{kind_called(*kind), names_at(answer, row, whole + 1), {}} : id;
    parts_.insert({address_at(answer, row, 1), {.id = id, .parent = parent}});
}

void Reader::take_property(const Answer& answer, std::size_t row) {
    constexpr std::size_t after_address = 3;
    const auto* id = book_.at(address_at(answer, row, 0));
    if (id == nullptr) return;
    read_attributes(answer, row, after_address, reading_.catalog.facts.find(*id)->second);
}

std::optional<Reader::Subject> Reader::subject_at(const Answer& answer, std::size_t row) const {
    auto address = address_at(answer, row, 1);
    if (const auto* whole = book_.at(address)) return Subject{*whole, *whole};
    if (const auto part = parts_.find(address); part != parts_.end()) return part->second;
    // A column that is no fact, as those of views are none, may have something said about it.
    const auto column = answer.cell(row, 4);
    address.sub = 0;
    const auto* relation = column ? book_.at(address) : nullptr;
    if (relation == nullptr) return std::nullopt;
    return Subject{{Kind::column, relation->names.plus(std::string(*column)), {}}, *relation};
}

// An extension says of its members what they are, but for what roles may do with them; and what is
// a part of something has its owner.
bool Reader::may_be_said(Kind kind, const Subject& subject) const {
    if (reading_.catalog.contains(subject.id)) return true;
    const bool member = subject.parent.kind == Kind::extension && subject.id != subject.parent;
    return kind == Kind::privileges || (kind != Kind::owner && !member);
}

// What is said about something we leave out (a member of an extension) is left out, too.
void Reader::take_annotation(const Answer& answer, std::size_t row) {
    constexpr std::size_t name = 5;
    auto subject = subject_at(answer, row);
    if (!subject || !may_be_said(kind_at(answer, row), *subject)) return;
    Fact fact;
    fact.id = {kind_at(answer, row), subject->id.names, subject->id.kind};
    if (const auto cell = answer.cell(row, name))
        fact.id.names = fact.id.names.plus(std::string(*cell));
    fact.parent = std::move(subject->parent);
    fact.address = address_at(answer, row, 1);
    read_attributes(answer, row, name + 1, fact);
    add(std::move(fact));
}

void Reader::take_unknown(const Answer& answer, std::size_t row) {
    reading_.unknown.push_back(
        format("{} ({})", answer.cell(row, 0).value_or(""), answer.cell(row, 1).value_or("")));
}

void Reader::take_dependency(const Answer& answer, std::size_t row) {
    const auto* from = book_.meant_by(address_at(answer, row, 0));
    const auto* on = book_.meant_by(address_at(answer, row, 3));
    if (from == nullptr || on == nullptr || from == on) return;
    constexpr std::size_t strength = 6;
    constexpr std::size_t at_once = 7;
    using Strength = catalog::Dependency::Strength;
    const bool possible = answer.cell(row, strength) == "possible";
    reading_.catalog.dependencies.push_back({*from, *on,
                                             possible ? Strength::possible : Strength::certain,
                                             answer.cell(row, at_once) == "t"});
}

void Reader::take_stub(const Answer& answer, std::size_t row) {
    constexpr std::size_t stub = 3;
    if (const auto* id = book_.at(address_at(answer, row, 0)))
        reading_.catalog.stubs.emplace(*id, array_elements(answer.cell(row, stub).value_or("{}")));
}

} // namespace pgslate::live
