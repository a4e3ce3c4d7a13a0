# Run by cpack on what is installed, before it becomes a .tar.gz: puts what the binary needs and a
# system may lack beside it, with the licences of that. Needs Debian, which knows whose a file is.
set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
set(documents "${root}/share/doc/pgslate")
set(carried "${documents}/carried")
set(libraries "${root}/${CPACK_PGSLATE_LIBRARY_FOLDER}")

# glibc is always the system's own: its parts belong together, to the loader (ld-linux) and to libgcc_s.
set(of_glibc "^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|gcc_s))\\.so\\.")
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${root}/bin/pgslate"
     RESOLVED_DEPENDENCIES_VAR found PRE_EXCLUDE_REGEXES "${of_glibc}")

# The package that a file came with. Where /lib is a link to /usr/lib, dpkg may know it as either.
function(find_package_of file result)
    string(REGEX REPLACE "^/usr/" "/" elsewhere "${file}")
    execute_process(COMMAND dpkg-query --search "${file}" "${elsewhere}" OUTPUT_VARIABLE lines
                    ERROR_QUIET)
    if(NOT lines MATCHES "^([^:,\n]+)")
        message(FATAL_ERROR "no package has ${file}, so its licence is not known")
    endif()
    set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# Licences that Debian keeps in one place are not on other systems.
function(carry_common_licences copyright)
    file(READ "${copyright}" text)
    string(REGEX MATCHALL "/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]" files "${text}")
    list(REMOVE_DUPLICATES files)
    foreach(file IN LISTS files)
        if(EXISTS "${file}")
            file(COPY "${file}" DESTINATION "${carried}" FOLLOW_SYMLINK_CHAIN)
        endif()
    endforeach()
endfunction()

set(packages "")
foreach(file IN LISTS found)
    get_filename_component(name "${file}" NAME)
    file(REAL_PATH "${file}" real)
    configure_file("${real}" "${libraries}/${name}" COPYONLY)
    find_package_of("${real}" package)
    list(APPEND packages "${package}")
endforeach()

list(REMOVE_DUPLICATES packages)
list(SORT packages)
set(list "What lib/pgslate carries, as Debian packages it; the licence of each is beside this file.\n\n")
foreach(package IN LISTS packages)
    execute_process(COMMAND dpkg-query --show ${package} OUTPUT_VARIABLE line)
    string(REGEX REPLACE ":[a-z0-9]+\t|\t" " " line "${line}")
    string(APPEND list "${line}")
    set(copyright "/usr/share/doc/${package}/copyright")
    configure_file("${copyright}" "${carried}/${package}.copyright" COPYONLY)
    carry_common_licences("${copyright}")
endforeach()
file(WRITE "${carried}/LIST" "${list}")
configure_file("${CPACK_PGSLATE_PACKAGING}/copyright" "${documents}/copyright" COPYONLY)
