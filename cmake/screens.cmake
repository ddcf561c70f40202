# The screens are inside the program: web/dist, built by Vite, is turned into one object file behind
# src/http/embedded.h. Without web/dist the program still builds and serves the API alone.
if(NOT TARGET http)
    return()
endif()
enable_language(ASM)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# Vite names files by their content, so that a new build is a new list and configures again.
file(GLOB_RECURSE screens CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
set(screens_cpp ${CMAKE_BINARY_DIR}/generated/screens.cpp)
set(screens_blob ${CMAKE_BINARY_DIR}/generated/screens.bin)
set(screens_asm ${CMAKE_BINARY_DIR}/generated/screens.S)
add_custom_command(
    OUTPUT ${screens_cpp} ${screens_blob} ${screens_asm}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed.py
            ${CMAKE_SOURCE_DIR}/web/dist ${CMAKE_BINARY_DIR}/generated
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed.py ${screens}
    COMMENT "Putting the screens into the program"
    VERBATIM)
set_source_files_properties(${screens_asm} PROPERTIES
    OBJECT_DEPENDS ${screens_blob}
    COMPILE_OPTIONS "-I${CMAKE_BINARY_DIR}/generated")
target_sources(http PRIVATE ${screens_cpp} ${screens_asm})
