#include "base/trim.hpp"
#include "models/toml/write_objects.hpp"

namespace pgslate::models {

using catalog::Fact;

namespace {

// What views and materialized views have in common.
void write_any_view(const Family& family, Attributes& attributes, Draft& draft) {
    if (const auto query = attributes.take("query"))
        draft.add("query", std::string(trimmed(*query)));
    attributes.list("columns");
    attributes.storage_parameters("with");
    write_comments_of_columns(family, attributes.fact().id, draft);
    write_annotations(family, attributes.fact().id, draft);
}

} // namespace

Written write_view(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    write_any_view(family, attributes, draft);
    write_triggers_and_rules(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

Written write_materialized_view(const Family& family, const Fact& fact) {
    Draft draft;
    Attributes attributes(fact, draft);
    write_any_view(family, attributes, draft);
    if (attributes.take("with_data")) attributes.add("with_data", false);
    attributes.text("tablespace");
    attributes.text("access_method");
    write_indexes(family, fact.id, draft);
    return attributes.all_taken() ? Written(draft) : std::nullopt;
}

} // namespace pgslate::models
