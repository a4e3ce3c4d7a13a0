#include "cli/command.hpp"
#include "cli/schema_files.hpp"

namespace pgslate::cli {

// A JSON document anyway, so --json asks for nothing else.
ExitStatus run_json_schema(const Invocation& invocation) {
    invocation.output.raw(schema_text(invocation.options.schema_of));
    return ExitStatus::done;
}

} // namespace pgslate::cli
