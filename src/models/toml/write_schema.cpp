#include "models/toml/write_objects.hpp"

namespace pgslate::models {

using catalog::Fact;
using catalog::Kind;

Written write_schema(const Family& family, const Fact& fact) {
    Draft draft;
    const Attributes attributes(fact, draft);
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

Written write_extension(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    // It goes to `public` by itself.
    if (const auto schema = attributes.take("schema"); schema && *schema != "public")
        attributes.add("schema", *schema);
    attributes.text("version");
    attributes.take("fixed_schema"); // the extension says that itself
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

namespace {

void write_owning_column(const Family& family, const Fact& sequence, Draft& draft) {
    const auto* owner = family.catalog().find({Kind::sequence_owner, sequence.id.names, {}});
    if (owner == nullptr) return;
    draft.add("owned_by", dotted(owner->list("column"), sequence.id.names.front()));
    draft.says.push_back(owner->id);
}

} // namespace

Written write_sequence(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    attributes.text("type");
    attributes.flag("unlogged");
    write_sequence_options(attributes, "options");
    write_owning_column(family, fact, draft);
    write_annotations(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

} // namespace pgslate::models
