# The four libraries and libpq, as the distribution packages them.
find_package(fmt 9 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(toml REQUIRED IMPORTED_TARGET tomlplusplus>=3.3)
pkg_check_modules(pqxx REQUIRED IMPORTED_TARGET libpqxx>=6.4)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)

if(PGSLATE_PORTABLE)
    include(cmake/portable.cmake)
endif()
