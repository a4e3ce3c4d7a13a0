# embed_as(TARGET NAME FILE...): makes the text of the files, one behind the other, the constant
# pgslate::embedded::NAME of "embedded/NAME.hpp", and NAME_sha256 its digest.
function(embed_as target name)
    set(text "")
    foreach(file IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(READ ${file} part)
        string(APPEND text "${part}")
    endforeach()
    string(SHA256 digest "${text}")
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.hpp @ONLY CONTENT [==[
#pragma once
#include <string_view>
namespace pgslate::embedded {
inline constexpr std::string_view @name@ = R"PGSLATE(@text@)PGSLATE";
inline constexpr std::string_view @name@_sha256 = "@digest@";
}
]==])
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()

# embed_sql(TARGET FILE...): each FILE.sql as FILE, so that a question to the server stays a file one
# can paste into psql.
function(embed_sql target)
    foreach(file IN LISTS ARGN)
        get_filename_component(name ${file} NAME_WE)
        embed_as(${target} ${name} ${file})
    endforeach()
endfunction()
