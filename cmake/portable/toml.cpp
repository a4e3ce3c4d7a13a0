// toml++ of its headers; Debian has it as a shared library only.
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
