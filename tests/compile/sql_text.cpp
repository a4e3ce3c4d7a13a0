// Case 0 compiles. None of the others does; tests/CMakeLists.txt knows what the compiler must say.
#include "sql/text.hpp"

using namespace pgslate::sql;

Text statement(const std::string& name) {
#if CASE == 0
    return text("DROP TABLE {}.{}", Identifier("app"), Identifier(name));
#elif CASE == 1
    return text("DROP TABLE {}", name);
#elif CASE == 2
    return text("DROP TABLE {}", name.c_str());
#elif CASE == 3
    return text("DROP TABLE {}", "user");
#elif CASE == 4
    return text("SELECT {}", name.empty());
#elif CASE == 5
    return text("DROP TABLE {}.{}", Identifier(name));
#elif CASE == 6
    return text(name, Identifier(name));
#endif
}
