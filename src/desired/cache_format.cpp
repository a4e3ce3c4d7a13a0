#include "desired/cache_format.hpp"

#include "desired/bytes.hpp"

namespace pgslate::desired {
namespace {

using catalog::Fact;

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
