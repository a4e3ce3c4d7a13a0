#include "desired/cache_format.hpp"

#include <charconv>

namespace pgslate::desired {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::Value;

// Texts with their length before them: nothing needs escaping.
class BytesWriter {
  public:
    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }
    void number(std::size_t value) { (bytes_ += std::to_string(value)) += ' '; }
    void list(const std::vector<std::string>& values) {
        number(values.size());
        for (const auto& value : values) text(value);
    }
    void identity(const Identity& id) {
        number(static_cast<std::size_t>(id.kind));
        number(static_cast<std::size_t>(id.of));
        list(id.names);
    }
    void value(const Value& value) {
        const auto* single = std::get_if<std::string>(&value);
        number(single == nullptr ? 1 : 0);
        if (single != nullptr)
            text(*single);
        else
            list(std::get<std::vector<std::string>>(value));
    }
    std::string done() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

struct NotKept {};

class BytesReader {
  public:
    explicit BytesReader(std::string_view bytes) : rest_(bytes) {}

    bool at_end() const { return rest_.empty(); }
    std::size_t number() {
        std::size_t value = 0;
        const auto* const end = rest_.data() + rest_.size();
        const auto [stop, error] = std::from_chars(rest_.data(), end, value);
        if (error != std::errc() || stop == end || *stop != ' ') throw NotKept();
        rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()) + 1);
        return value;
    }
    std::string text() {
        const auto length = number();
        if (length > rest_.size()) throw NotKept();
        std::string value(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return value;
    }
    std::vector<std::string> list() {
        std::vector<std::string> values;
        for (auto count = number(); count > 0; --count) values.push_back(text());
        return values;
    }
    Kind kind() {
        const auto value = number();
        if (value > static_cast<std::size_t>(Kind::statement)) throw NotKept();
        return static_cast<Kind>(value);
    }
    Identity identity() {
        const auto own = kind();
        const auto of = kind();
        return {own, list(), of};
    }
    Value value() { return number() == 0 ? Value(text()) : Value(list()); }

  private:
    std::string_view rest_;
};

void write(BytesWriter& writer, const Fact& fact) {
    writer.identity(fact.id);
    writer.number(fact.parent ? 1 : 0);
    if (fact.parent) writer.identity(*fact.parent);
    writer.number(static_cast<std::size_t>(fact.order));
    writer.number(fact.attributes.size());
    for (const auto& [name, value] : fact.attributes) {
        writer.text(name);
        writer.value(value);
    }
}

Fact read_fact(BytesReader& reader) {
    Fact fact;
    fact.id = reader.identity();
    if (reader.number() == 1) fact.parent = reader.identity();
    fact.order = static_cast<int>(reader.number());
    for (auto count = reader.number(); count > 0; --count) {
        auto name = reader.text();
        fact.attributes.emplace(std::move(name), reader.value());
    }
    return fact;
}

void write(BytesWriter& writer, const catalog::Dependency& dependency) {
    writer.identity(dependency.from);
    writer.identity(dependency.on);
    writer.number(static_cast<std::size_t>(dependency.strength));
    writer.number(dependency.at_once ? 1 : 0);
}

catalog::Dependency read_dependency(BytesReader& reader) {
    using Strength = catalog::Dependency::Strength;
    catalog::Dependency dependency;
    dependency.from = reader.identity();
    dependency.on = reader.identity();
    const auto strength = reader.number();
    if (strength > static_cast<std::size_t>(Strength::possible)) throw NotKept();
    dependency.strength = static_cast<Strength>(strength);
    dependency.at_once = reader.number() == 1;
    return dependency;
}

void read_facts(BytesReader& reader, catalog::Catalog& catalog) {
    for (auto count = reader.number(); count > 0; --count) {
        auto fact = read_fact(reader);
        auto id = fact.id;
        catalog.facts.emplace_hint(catalog.facts.end(), std::move(id), std::move(fact)); // in order
    }
}

void read_stubs(BytesReader& reader, catalog::Catalog& catalog) {
    for (auto count = reader.number(); count > 0; --count) {
        auto id = reader.identity();
        catalog.stubs.emplace(std::move(id), reader.list());
    }
}

} // namespace

std::string to_bytes(const CachedCatalog& kept) {
    BytesWriter writer;
    writer.number(kept.objects);
    writer.number(kept.warned ? 1 : 0);
    writer.number(kept.catalog.facts.size());
    for (const auto& [id, fact] : kept.catalog.facts) write(writer, fact);
    writer.number(kept.catalog.dependencies.size());
    for (const auto& dependency : kept.catalog.dependencies) write(writer, dependency);
    writer.number(kept.catalog.stubs.size());
    for (const auto& [id, stub] : kept.catalog.stubs) {
        writer.identity(id);
        writer.list(stub);
    }
    return writer.done();
}

std::optional<CachedCatalog> from_bytes(std::string_view bytes) try {
    CachedCatalog kept;
    BytesReader reader(bytes);
    kept.objects = reader.number();
    kept.warned = reader.number() == 1;
    read_facts(reader, kept.catalog);
    for (auto count = reader.number(); count > 0; --count)
        kept.catalog.dependencies.push_back(read_dependency(reader));
    read_stubs(reader, kept.catalog);
    if (!reader.at_end()) return std::nullopt;
    return kept;
} catch (const NotKept&) {
    return std::nullopt;
}

} // namespace pgslate::desired
