#include "exchange/export/paper.h"

#include "base/error.h"
#include "exchange/export/paper_widths.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>

namespace comity::exchange {
namespace {

std::vector<ExportCell> row_of(const std::string& text, int columns)
{
    return std::vector<ExportCell>(static_cast<std::size_t>(columns),
                                   {ExportCell::Sort::text, text, 0, {}});
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

TEST(PaperWidths, KeepWhatFits)
{
    EXPECT_EQ(share_width(std::vector<double>{10, 20}, 100), (std::vector<double>{10, 20}));
    EXPECT_EQ(share_width(std::vector<double>{1000}, 5000), (std::vector<double>{widest_column}));
}

TEST(PaperWidths, CutWhatIsWideToOneWidth)
{
    const auto widths = share_width(std::vector<double>{10, 100, 200}, 110);
    EXPECT_DOUBLE_EQ(widths[0], 10);
    EXPECT_NEAR(widths[1], 50, 0.01);
    EXPECT_NEAR(widths[2], 50, 0.01);
    EXPECT_LE(std::accumulate(widths.begin(), widths.end(), 0.0), 110);
}

TEST(Paper, IsWholeWithoutRows)
{
    Paper paper({"Deals", "", "Page"}, {"Name"});
    paper.finish();
    std::string out;
    paper.take(out);
    EXPECT_TRUE(out.starts_with("%PDF-"));
    EXPECT_NE(out.find("%%EOF"), out.npos);
}

TEST(Paper, LetsPagesGoWhenTheyAreFull)
{
    Paper paper({"Deals", "All", "Page"}, {"Name", "Stage"});
    std::vector<std::vector<ExportCell>> rows(200, row_of("Ünïcode 漢字 عربى", 2));
    std::size_t most = 0;
    std::string whole;
    for (int part = 0; part < 20; ++part) {
        paper.add_rows(rows);
        std::string out;
        paper.take(out);
        most = std::max(most, out.size());
        whole += out;
    }
    EXPECT_GT(most, 0u); // before the end
    paper.finish();
    paper.take(whole);
    EXPECT_GT(count(whole, "/Type /Page %"), 20u);
}

TEST(Paper, CutsWhatIsTooLongAndTakesNoMoreColumnsThanCanBeRead)
{
    Paper paper({"Deals", "", "Page"}, {"Name"});
    const std::vector<std::vector<ExportCell>> rows = {row_of(std::string(100'000, 'x'), 1),
                                                       row_of("\n\n\n\n\n\n\n\n\n\n", 1)};
    paper.add_rows(rows);
    paper.finish();
    std::string out;
    paper.take(out);
    EXPECT_EQ(count(out, "/Type /Page %"), 1u);
    EXPECT_THROW(Paper({"", "", ""}, std::vector<std::string>(21, "c")), Error);
    EXPECT_THROW(Paper({"", "", ""}, {}), Error);
}

} // namespace
} // namespace comity::exchange
