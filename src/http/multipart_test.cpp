#include "http/multipart.h"

#include "base/error.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace comity::http {
namespace {

const std::string form_type = "multipart/form-data; boundary=\"X-b\"";

class Multipart : public testing::Test {
protected:
    std::vector<Part> read(const std::string& body, const MultipartLimits& limits = {},
                           const std::string& type = form_type)
    {
        std::ofstream(m_path, std::ios::binary) << body;
        return read_multipart(m_path, type, limits);
    }
    Cause cause_of(const std::string& body, const MultipartLimits& limits = {},
                   const std::string& type = form_type)
    {
        try {
            read(body, limits, type);
        } catch (const Error& error) {
            return error.cause();
        }
        return Cause::broken;
    }
    std::string saved(const Part& part)
    {
        save_part(m_path, part, m_path + ".part");
        std::stringstream text;
        text << std::ifstream(m_path + ".part", std::ios::binary).rdbuf();
        std::filesystem::remove(m_path + ".part");
        return text.str();
    }
    void TearDown() override { std::filesystem::remove(m_path); }

    std::string m_path = testing::TempDir() + "multipart-" + std::to_string(::getpid());
};

std::string field(const std::string& name, const std::string& value)
{
    return "--X-b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
           "\r\n";
}

TEST_F(Multipart, FieldsAndFiles)
{
    // Larger than the window, with lines that look like the boundary.
    std::string content;
    for (int i = 0; content.size() < 300'000; ++i)
        content += "row " + std::to_string(i) + ",x\r\n--X-bb\r\n--X-\r\n";
    const auto parts =
        read(field("object", "contact") + field("empty", "") +
             "--X-b\r\ncontent-disposition: form-data; name=file; "
             "filename=\"C:\\d\\a \\\"b\\\".csv\"\r\nContent-Type: text/csv\r\n\r\n" +
             content + "\r\n" + field("last", "1\r\n2") + "--X-b--\r\nepilogue");
    ASSERT_EQ(parts.size(), 4u);
    EXPECT_EQ(parts[0].text, "contact");
    EXPECT_EQ(parts[1].text, "");
    EXPECT_EQ(parts[2].name, "file");
    EXPECT_EQ(parts[2].filename, "a \"b\".csv");
    EXPECT_EQ(parts[2].content_type, "text/csv");
    EXPECT_TRUE(parts[2].is_file);
    EXPECT_EQ(saved(parts[2]), content);
    EXPECT_EQ(find_part(parts, "last")->text, "1\r\n2");
    EXPECT_EQ(find_part(parts, "absent"), nullptr);
    EXPECT_TRUE(read("preamble\r\n--X-b--").empty());
}

TEST_F(Multipart, EveryPlaceOfTheBoundaryInTheWindow)
{
    for (int shift = -80; shift < 80; ++shift) {
        const std::string content(static_cast<std::size_t>(64 * 1024 + shift), 'x');
        const auto parts =
            read("--X-b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + content +
                 "\r\n--X-b--");
        ASSERT_EQ(parts.at(0).size, content.size()) << shift;
    }
}

TEST_F(Multipart, BadOnes)
{
    EXPECT_EQ(cause_of(""), Cause::malformed);
    EXPECT_EQ(cause_of("no boundary at all"), Cause::malformed);
    EXPECT_EQ(cause_of(field("a", "b")), Cause::malformed) << "without end";
    EXPECT_EQ(cause_of("--X-b\r\nContent-Disposition: form-data; name=\"a\"\r\n"),
              Cause::malformed);
    EXPECT_EQ(cause_of("--X-b\r\nContent-Type: text/plain\r\n\r\nx\r\n--X-b--"), Cause::malformed);
    EXPECT_EQ(cause_of("--X-b\r\nnonsense\r\n\r\nx\r\n--X-b--"), Cause::malformed);
    EXPECT_EQ(cause_of("--X-b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\r\n--X-b--"),
              Cause::malformed);
    for (const char* type : {"", "text/csv", "multipart/form-data",
                             "multipart/form-data; boundary=", "multipart/mixed; boundary=X-b",
                             "multipart/form-data; boundary=\"X"})
        EXPECT_EQ(cause_of(field("a", "b") + "--X-b--", {}, type), Cause::malformed) << type;
}

TEST_F(Multipart, Limits)
{
    std::string many;
    for (int i = 0; i < 65; ++i)
        many += field("a", "b");
    EXPECT_EQ(cause_of(many + "--X-b--"), Cause::too_large);
    EXPECT_EQ(cause_of(field("a", std::string(11, 'x')) + "--X-b--", {.text_bytes = 10}),
              Cause::too_large);
    EXPECT_EQ(cause_of("--X-b\r\nX: " + std::string(10'000, 'y') + "\r\n\r\n\r\n--X-b--"),
              Cause::too_large);
    EXPECT_THROW(read_multipart("/nowhere/at/all", form_type), Error);
}

} // namespace
} // namespace comity::http
