# cpack reads this once for each kind of package.
if(CPACK_GENERATOR STREQUAL "DEB")
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_PRE_BUILD_SCRIPTS "${CPACK_PGSLATE_PACKAGING}/debian/layout.cmake")
elseif(CPACK_GENERATOR STREQUAL "TGZ")
    set(CPACK_PACKAGING_INSTALL_PREFIX /)
    set(CPACK_PACKAGE_FILE_NAME "pgslate-${CPACK_PACKAGE_VERSION}-linux-x64")
    set(CPACK_PRE_BUILD_SCRIPTS "${CPACK_PGSLATE_PACKAGING}/relocatable/layout.cmake")
endif()
