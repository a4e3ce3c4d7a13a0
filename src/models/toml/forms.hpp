// The tables that a TOML model may hold, with their keys. Each stands here once: what reads a table
// takes its keys from its form, and so does the JSON Schema for editors.
#pragma once

#include "base/toml_form.hpp"

namespace pgslate::models {

/// A whole model.
const TomlForm& model_form();

// What stands in sections.
const TomlForm& role_form();
const TomlForm& schema_form();
const TomlForm& extension_form();
const TomlForm& enum_form();
const TomlForm& domain_form();
const TomlForm& composite_form();
const TomlForm& range_form();
const TomlForm& sequence_form();
const TomlForm& table_form();
const TomlForm& view_form();
const TomlForm& materialized_view_form();
const TomlForm& statistics_form();

// Parts of types.
const TomlForm& label_form();
const TomlForm& domain_check_form();
const TomlForm& attribute_form();

// Parts of tables.
const TomlForm& column_form();
const TomlForm& identity_form();
const TomlForm& references_form();
const TomlForm& primary_key_form();
const TomlForm& unique_form();
const TomlForm& check_form();
const TomlForm& foreign_key_form();
const TomlForm& exclude_form();
const TomlForm& index_form();
const TomlForm& index_column_form();
const TomlForm& partition_form();
const TomlForm& trigger_form();
const TomlForm& rule_form();
const TomlForm& policy_form();
const TomlForm& grant_form();

} // namespace pgslate::models
