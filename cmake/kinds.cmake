# Field kinds register themselves: every file in src/record/object/kinds defines one kind, behind a
# function of the file's own name and `_kind`, and this writes the list of them.
set(declarations "")
set(list "")
file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/record/object/kinds/*.cpp)
list(FILTER files EXCLUDE REGEX "_test\\.cpp$")
list(SORT files)
foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    string(APPEND declarations "const FieldKind& ${name}_kind();\n")
    string(APPEND list "        &${name}_kind(),\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/kinds.cpp @ONLY CONTENT
"// Written by cmake/kinds.cmake from the files of src/record/object/kinds. Do not edit.
#include \"record/object/kind.h\"

namespace comity::record {

${declarations}
std::span<const FieldKind* const> all_kinds()
{
    static const FieldKind* const kinds[] = {
${list}    };
    return kinds;
}

}  // namespace comity::record
")
target_sources(record PRIVATE ${CMAKE_BINARY_DIR}/generated/kinds.cpp)
