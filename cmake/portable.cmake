# What a system may lack, or have in another version, goes into the binary. That leaves libpq, which
# has been libpq.so.5 since 2006, and what every system with glibc 2.34 has: so one package serves many.
find_library(PGSLATE_STATIC_PQXX NAMES libpqxx.a REQUIRED)
set_target_properties(PkgConfig::pqxx PROPERTIES INTERFACE_LINK_LIBRARIES ${PGSLATE_STATIC_PQXX})

# Debian has no archives of these two; both can be compiled from their headers.
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY=1)
add_library(pgslate_portable STATIC cmake/portable/toml.cpp cmake/portable/arc4random.cpp)
target_include_directories(pgslate_portable SYSTEM PUBLIC ${toml_INCLUDE_DIRS})
target_compile_definitions(pgslate_portable PUBLIC TOML_HEADER_ONLY=0)
target_link_libraries(pgslate_portable PRIVATE pgslate_options)
set_target_properties(PkgConfig::toml PROPERTIES INTERFACE_COMPILE_OPTIONS ""
                      INTERFACE_LINK_LIBRARIES pgslate_portable)

# libgcc_s is glibc's companion, and stays outside: g++ 12's asks for glibc 2.35. libfmt is named by
# its target, but nothing is asked of it.
target_link_options(pgslate_options INTERFACE -static-libstdc++ LINKER:--undefined=arc4random
                    LINKER:--as-needed)

# A package may carry libpq and what that needs in a folder of its own, from where no other program
# takes them. DT_RPATH and not DT_RUNPATH: it holds for what libpq needs, too (ld.so(8)).
target_link_options(pgslate_options INTERFACE LINKER:--disable-new-dtags)
set(CMAKE_BUILD_WITH_INSTALL_RPATH ON)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib/pgslate")
