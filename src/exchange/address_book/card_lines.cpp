#include "exchange/address_book/card_lines.h"

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"

#include <algorithm>

namespace comity::exchange {
namespace {

constexpr std::size_t most_lines = 2'000;

[[noreturn]] void refuse(const Sentence& why)
{
    throw Error(Cause::malformed, say("address_book.this_is_no_card_that", {{"why", why}}));
}

std::string_view without_return(std::string_view line)
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

bool is_soft_broken(std::string_view line)
{
    return line.ends_with('=') &&
           lower_ascii(line.substr(0, line.find(':'))).find("quoted-printable") !=
               std::string::npos;
}

std::vector<std::string> unfolded(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::string_view line : split(text, '\n')) {
        line = without_return(line);
        const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
        if (!lines.empty() && is_soft_broken(lines.back())) {
            lines.back().pop_back();
            lines.back() += line;
        } else if (!lines.empty() && is_folded) {
            lines.back() += line.substr(1);
        } else if (!is_blank(line)) {
            lines.emplace_back(line);
        }
        if (lines.size() > most_lines)
            refuse(say("address_book.it_has_more_than_2"));
    }
    return lines;
}

std::string group_of(std::string_view raw)
{
    const std::string_view head = raw.substr(0, raw.find_first_of(";:"));
    const std::size_t dot = head.find('.');
    return dot == head.npos ? "" : lower_ascii(trim(head.substr(0, dot)));
}

void check_text(std::string_view text)
{
    if (!is_utf8(text))
        refuse(say("address_book.it_is_not_utf_8"));
    const bool has_control = std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\r' && c != '\n' && c != '\t') || byte == 0x7f;
    });
    if (has_control)
        refuse(say("address_book.it_has_control_characters"));
}

} // namespace

std::vector<CardLine> read_card_lines(std::string_view text)
{
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    check_text(text);
    const std::vector<std::string> lines = unfolded(text);
    const auto is = [&](std::size_t at, std::string_view words) {
        return at < lines.size() && lower_ascii(trim(lines[at])) == words;
    };
    if (!is(0, "begin:vcard"))
        refuse(say("address_book.it_does_not_begin_with"));
    if (!is(lines.size() - 1, "end:vcard"))
        refuse(say("address_book.it_does_not_end_with"));
    std::vector<CardLine> card;
    std::string version;
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        CardLine line{group_of(lines[i]), parse_card_property(lines[i]), lines[i]};
        if (line.property.name.empty())
            refuse(say("address_book.line_is_no_property", {{"line", i + 1}}));
        if (line.property.name == "BEGIN" || line.property.name == "END")
            refuse(say("address_book.one_address_is_for_one"));
        if (line.property.name == "VERSION")
            version = trim(line.property.value);
        card.push_back(std::move(line));
    }
    if (version != "3.0" && version != "4.0" && version != "2.1")
        refuse(say("address_book.its_version_must_be_3"));
    return card;
}

std::string program_mark(std::string_view user_agent)
{
    const std::string_view product = user_agent.substr(0, user_agent.find_first_of("/ ("));
    return sha256_hex(lower_ascii(product)).substr(0, 6);
}

std::string name_of_line(std::string_view text)
{
    return parse_card_property(text).name;
}

std::vector<KeptLine> read_kept(std::string_view rows)
{
    std::vector<KeptLine> lines;
    for (const std::string_view row : split(rows, '\n')) {
        const std::size_t blank = row.find(' ');
        if (blank == row.npos)
            continue;
        KeptLine& line = lines.emplace_back();
        for (const std::string_view program : split(row.substr(0, blank), ','))
            line.programs.emplace_back(program);
        line.text = row.substr(blank + 1);
    }
    return lines;
}

std::string write_kept(const std::vector<KeptLine>& lines)
{
    std::string rows;
    for (const KeptLine& line : lines) {
        rows += rows.empty() ? "" : "\n";
        for (std::size_t i = 0; i < line.programs.size(); ++i)
            rows += (i ? "," : "") + line.programs[i];
        rows += " " + line.text;
    }
    return rows;
}

std::vector<KeptLine> merge_kept(const std::vector<KeptLine>& kept,
                                 const std::vector<std::string>& sent, const std::string& program)
{
    std::vector<std::string> names;
    for (const std::string& line : sent)
        names.push_back(name_of_line(line));
    std::vector<KeptLine> merged;
    for (const KeptLine& line : kept) {
        const bool is_sent = std::ranges::find(sent, line.text) != sent.end();
        const bool is_known = std::ranges::find(line.programs, program) != line.programs.end() ||
                              std::ranges::find(names, name_of_line(line.text)) != names.end();
        if (!is_sent && is_known)
            continue;
        merged.push_back(line);
        auto& programs = merged.back().programs;
        if (is_sent && std::ranges::find(programs, program) == programs.end())
            programs.push_back(program);
    }
    for (const std::string& line : sent)
        if (std::ranges::find(merged, line, &KeptLine::text) == merged.end())
            merged.push_back({{program}, line});
    return merged;
}

} // namespace comity::exchange
