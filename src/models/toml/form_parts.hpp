// Keys that several forms share.
#pragma once

#include "base/toml_form.hpp"

#include <initializer_list>
#include <vector>

namespace pgslate::models {

using TomlKeys = std::vector<TomlKey>;
using Is = TomlShape::Kind;

/// All keys of the lists, in their order.
TomlKeys together(std::initializer_list<TomlKeys> lists);

/// One name, or several.
TomlShapes name_or_names();
/// One text, or several.
TomlShapes text_or_texts();
/// Columns of which there has to be one: a name, or a list.
TomlShapes columns_of_key();
/// Things by their names.
TomlShapes by_name(const TomlForm& (*form)());

TomlKey comment_key();
TomlKey owner_key();
TomlKey grants_key();
TomlKey was_key();
TomlKey schema_key();
TomlKey with_key();
TomlKey indexes_key();
TomlKey tablespace_key();
TomlKey access_method_key();
TomlKey collation_key();
TomlKey include_key();
TomlKey column_comments_key();

/// `was` and `comment`: what whatever is part of something else has.
TomlKeys part_keys();
/// `was`, `schema`, `comment`, `owner` and `grants`: what an object of its own has.
TomlKeys object_keys();
TomlKeys sequence_option_keys();
TomlKeys deferral_keys();
/// What an index can have, and the index behind a constraint, too.
TomlKeys index_setting_keys();
/// The same for a constraint.
TomlKeys own_index_keys();
TomlKeys trigger_and_rule_keys();

} // namespace pgslate::models
