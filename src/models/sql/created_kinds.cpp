#include "models/sql/created_kinds.hpp"

#include <algorithm>

namespace pgslate::models {
namespace {

using catalog::Kind;

// Longer openings before the shorter ones that begin alike.
constexpr std::array creations = {
    Creation{{"schema"}, Kind::schema, CreationForm::plain},
    Creation{{"extension"}, Kind::extension, CreationForm::plain},
    Creation{{"language"}, Kind::language, CreationForm::plain},
    Creation{{"access", "method"}, Kind::access_method, CreationForm::plain},
    Creation{{"collation"}, Kind::collation, CreationForm::qualified},
    Creation{{"type"}, Kind::base_type, CreationForm::type},
    Creation{{"domain"}, Kind::domain, CreationForm::qualified},
    Creation{{"sequence"}, Kind::sequence, CreationForm::qualified},
    Creation{{"foreign", "data", "wrapper"}, Kind::foreign_data_wrapper, CreationForm::plain},
    Creation{{"foreign", "table"}, Kind::foreign_table, CreationForm::qualified},
    Creation{{"server"}, Kind::server, CreationForm::plain},
    Creation{{"table"}, Kind::table, CreationForm::qualified},
    Creation{{"materialized", "view"}, Kind::materialized_view, CreationForm::qualified},
    Creation{{"view"}, Kind::view, CreationForm::qualified},
    Creation{{"index"}, Kind::index, CreationForm::index},
    Creation{{"function"}, Kind::function, CreationForm::function},
    Creation{{"procedure"}, Kind::function, CreationForm::function},
    Creation{{"aggregate"}, Kind::function, CreationForm::function},
    Creation{{"event", "trigger"}, Kind::event_trigger, CreationForm::plain},
    Creation{{"trigger"}, Kind::trigger, CreationForm::on_table},
    Creation{{"rule"}, Kind::rule, CreationForm::to_table},
    Creation{{"policy"}, Kind::policy, CreationForm::on_table},
    Creation{{"conversion"}, Kind::conversion, CreationForm::qualified},
    Creation{{"text", "search", "parser"}, Kind::text_search_parser, CreationForm::qualified},
    Creation{{"text", "search", "template"}, Kind::text_search_template, CreationForm::qualified},
    Creation{
        {"text", "search", "dictionary"}, Kind::text_search_dictionary, CreationForm::qualified},
    Creation{{"text", "search", "configuration"},
             Kind::text_search_configuration,
             CreationForm::qualified},
    Creation{{"statistics"}, Kind::statistics, CreationForm::qualified},
    Creation{{"publication"}, Kind::publication, CreationForm::plain},
    Creation{{"subscription"}, Kind::subscription, CreationForm::plain},
};

bool take_words(TokenReader& reader, const std::array<std::string_view, 3>& words) {
    if (words[1].empty()) return reader.take(words[0]);
    if (words[2].empty()) return reader.take({words[0], words[1]});
    return reader.take({words[0], words[1], words[2]});
}

} // namespace

const Creation* take_created_kind(TokenReader& reader) {
    const auto* const found = std::ranges::find_if(
        creations, [&](const Creation& creation) { return take_words(reader, creation.words); });
    return found == creations.end() ? nullptr : &*found;
}

} // namespace pgslate::models
