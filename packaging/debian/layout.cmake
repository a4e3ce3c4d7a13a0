# Run by cpack on what is installed, before it becomes a .deb: the form that Debian's policy wants.
set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share")
set(documents "${root}/doc/pgslate")

function(compress)
    # Without name and time, so that the same input makes the same package.
    execute_process(COMMAND gzip -9nf ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE "${documents}/LICENSE") # the copyright file says it
configure_file("${CPACK_PGSLATE_PACKAGING}/copyright" "${documents}/copyright" COPYONLY)

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC) # or SOURCE_DATE_EPOCH
configure_file("${CPACK_PGSLATE_PACKAGING}/debian/changelog.in" "${documents}/changelog" @ONLY)
compress("${documents}/changelog")

file(GLOB_RECURSE pages "${root}/man/*.[1-9]")
compress(${pages})

# Debian's zsh looks into a folder of its own for what packages bring.
if(EXISTS "${root}/zsh/site-functions")
    file(RENAME "${root}/zsh/site-functions" "${root}/zsh/vendor-completions")
endif()
