# `cpack -G DEB` and `cpack -G TGZ` make packages of what is installed; scripts/package makes all, the
# way they are published. packaging/README.md explains them.
set(PGSLATE_MAINTAINER "The pgslate developers <developers@pgslate.example.org>" CACHE STRING
    "Who answers for the .deb")
set(PGSLATE_HOMEPAGE "" CACHE STRING "Where the project is at home")

set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME pgslate)
set(CPACK_PACKAGE_VENDOR "The pgslate developers")
set(CPACK_PACKAGE_CONTACT "${PGSLATE_MAINTAINER}")
set(CPACK_PACKAGE_HOMEPAGE_URL "${PGSLATE_HOMEPAGE}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
# umask of whoever builds says nothing about what is installed.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# A server beside it is for --local alone, and one that is installed starts: not by itself.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, postgresql-client")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "creates, resets, checks and alters PostgreSQL databases from models")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"pgslate gives a PostgreSQL database a clean slate. Models, files in TOML or
SQL, declare what the database should contain:
.
 * resetdb and create make the database, beside the one that is there;
 * status tells, attribute by attribute, what is not as declared;
 * plan and apply alter it in one proven transaction, and keep its data;
 * dump writes the models of a database that is there already.
.
It is one binary for terminals, CI scripts and container entrypoints. Where
a PostgreSQL server is installed, it runs private ones for development and
tests.")

set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/cmake/package_formats.cmake")
set(PGSLATE_PACKAGING "${PROJECT_SOURCE_DIR}/packaging")
# What begins with CPACK_ is known to the scripts that cpack runs.
set(CPACK_PGSLATE_PACKAGING "${PGSLATE_PACKAGING}")
set(CPACK_PGSLATE_LIBRARY_FOLDER lib/pgslate)
include(CPack)
