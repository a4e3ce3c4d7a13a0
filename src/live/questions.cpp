#include "live/questions.hpp"

#include "embedded/access_methods.hpp"
#include "embedded/aliases.hpp"
#include "embedded/collations.hpp"
#include "embedded/columns.hpp"
#include "embedded/comments.hpp"
#include "embedded/constraints.hpp"
#include "embedded/conversions.hpp"
#include "embedded/default_privileges.hpp"
#include "embedded/dependencies.hpp"
#include "embedded/equal_indexes.hpp"
#include "embedded/event_triggers.hpp"
#include "embedded/extension_dependencies.hpp"
#include "embedded/extensions.hpp"
#include "embedded/foreign.hpp"
#include "embedded/functions.hpp"
#include "embedded/hidden_operators.hpp"
#include "embedded/horizon.hpp"
#include "embedded/identity_sequences.hpp"
#include "embedded/indexes.hpp"
#include "embedded/labels.hpp"
#include "embedded/languages.hpp"
#include "embedded/members.hpp"
#include "embedded/more_dependencies.hpp"
#include "embedded/operator_classes.hpp"
#include "embedded/operator_families.hpp"
#include "embedded/operators.hpp"
#include "embedded/owners.hpp"
#include "embedded/policies.hpp"
#include "embedded/privileges.hpp"
#include "embedded/publications.hpp"
#include "embedded/relations.hpp"
#include "embedded/rules.hpp"
#include "embedded/schemas.hpp"
#include "embedded/sequence_owners.hpp"
#include "embedded/statistics.hpp"
#include "embedded/stubs.hpp"
#include "embedded/subscriptions.hpp"
#include "embedded/text_search.hpp"
#include "embedded/triggers.hpp"
#include "embedded/types.hpp"
#include "embedded/unknown.hpp"
#include "embedded/unknown_comparisons.hpp"

#include <array>

namespace pgslate::live {
namespace {

using catalog::Kind;

constexpr std::array of_families = {Kind::operator_family};
constexpr std::array of_classes = {Kind::operator_class};
constexpr std::array of_text_search = {Kind::text_search_parser, Kind::text_search_template,
                                       Kind::text_search_dictionary,
                                       Kind::text_search_configuration};
constexpr std::array of_foreign = {Kind::foreign_data_wrapper, Kind::server, Kind::user_mapping};
constexpr std::array of_sequence_owners = {Kind::sequence_owner};
constexpr std::array of_publications = {Kind::publication};
constexpr std::array of_subscriptions = {Kind::subscription};
constexpr std::array of_comments = {Kind::comment};
constexpr std::array of_labels = {Kind::security_label};
constexpr std::array of_extension_dependencies = {Kind::extension_dependency};

} // namespace

// Annotations and properties come after what they are about. The second half takes about as long as
// the first, and expressions that name columns stand in one of them: a session that prints these
// has to know the tables, which takes it longer than to print them.
std::span<const Question> object_questions() {
    static constexpr std::array questions = {
        Question{embedded::horizon, Rows::horizon},
        Question{embedded::schemas, Rows::facts},
        Question{embedded::extensions, Rows::facts},
        Question{embedded::languages, Rows::facts},
        Question{embedded::types, Rows::facts},
        Question{embedded::functions, Rows::facts, false, true},
        Question{embedded::operators, Rows::facts},
        Question{embedded::operator_families, Rows::facts, false, false, of_families},
        Question{embedded::operator_classes, Rows::facts, false, false, of_classes},
        Question{embedded::access_methods, Rows::facts},
        Question{embedded::collations, Rows::facts},
        Question{embedded::conversions, Rows::facts},
        Question{embedded::text_search, Rows::facts, false, false, of_text_search},
        Question{embedded::foreign, Rows::facts, false, false, of_foreign},
        Question{embedded::relations, Rows::facts, true, true},
        Question{embedded::columns, Rows::facts, true},
        Question{embedded::constraints, Rows::facts},
        Question{embedded::indexes, Rows::facts},
        Question{embedded::sequence_owners, Rows::facts, false, false, of_sequence_owners},
        Question{embedded::statistics, Rows::facts},
        Question{embedded::triggers, Rows::facts},
        Question{embedded::rules, Rows::facts, false, true},
        Question{embedded::policies, Rows::facts},
        Question{embedded::event_triggers, Rows::facts},
        Question{embedded::publications, Rows::facts, false, false, of_publications},
        Question{embedded::subscriptions, Rows::facts, false, false, of_subscriptions},
        Question{embedded::default_privileges, Rows::facts},
        Question{
            embedded::hidden_operators, Rows::properties, false, false, {}, "operator_schemas"},
        Question{embedded::equal_indexes, Rows::properties, false, false, {}, "attached_to"},
        Question{embedded::identity_sequences, Rows::parts},
        Question{embedded::members, Rows::parts},
        Question{embedded::comments, Rows::annotations, true, false, of_comments},
        Question{embedded::owners, Rows::annotations, true},
        Question{embedded::privileges, Rows::annotations, true},
        Question{embedded::labels, Rows::annotations, true, false, of_labels},
        Question{embedded::extension_dependencies, Rows::annotations, false, false,
                 of_extension_dependencies},
        Question{embedded::unknown, Rows::unknown},
        Question{embedded::unknown_comparisons, Rows::unknown},
    };
    return questions;
}

std::span<const Question> dependency_questions() {
    static constexpr std::array questions = {
        Question{embedded::aliases, Rows::aliases},
        Question{embedded::dependencies, Rows::dependencies, true},
        Question{embedded::more_dependencies, Rows::dependencies},
        Question{embedded::stubs, Rows::stubs},
    };
    return questions;
}

} // namespace pgslate::live
