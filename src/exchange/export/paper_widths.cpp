#include "exchange/export/paper_widths.h"

#include <algorithm>
#include <numeric>

namespace comity::exchange {
namespace {

double total(std::span<const double> natural, double widest)
{
    return std::accumulate(natural.begin(), natural.end(), 0.0,
                           [&](double sum, double width) { return sum + std::min(width, widest); });
}

} // namespace

std::vector<double> share_width(std::span<const double> natural, double room)
{
    double widest = widest_column;
    if (total(natural, widest) > room) {
        double low = 0;
        for (int step = 0; step < 40; ++step) {
            const double middle = (low + widest) / 2;
            (total(natural, middle) > room ? widest : low) = middle;
        }
        widest = low;
    }
    std::vector<double> widths;
    for (const double width : natural)
        widths.push_back(std::min(width, widest));
    return widths;
}

} // namespace comity::exchange
