#include "link/web_address.h"

#include "base/error.h"
#include "base/text.h"
#include "link/addresses.h"

#include <algorithm>
#include <charconv>
#include <curl/curl.h>
#include <memory>

namespace comity::link {
namespace {

constexpr std::size_t most_bytes_of_address = 8 * 1024;

struct UrlCloser {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlCloser>;

[[noreturn]] void refuse_address(const std::string& why)
{
    throw Error(Cause::invalid, "This is no address of the web that can be called: " + why + ".");
}

// Nothing where the address has no such part.
std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return {};
    std::string found = text;
    curl_free(text);
    return found;
}

void set_part(CURLU* url, CURLUPart which, const char* text)
{
    if (curl_url_set(url, which, text, 0) != CURLUE_OK)
        refuse_address("it cannot be read");
}

void read_into(CURLU* url, std::string_view text)
{
    if (text.size() > most_bytes_of_address)
        refuse_address("it is longer than 8 KiB");
    // What is not ASCII has to be written in percent, but for the host's name.
    if (std::ranges::any_of(text, [](unsigned char c) { return c <= ' ' || c == 127; }))
        refuse_address("it has spaces or control characters");
    set_part(url, CURLUPART_URL, std::string(text).c_str());
}

bool is_v6(std::string_view host)
{
    return host.find(':') != host.npos;
}

// A name in the letters that it is looked up by, or an address as format_address writes it.
std::string host_of_url(CURLU* url)
{
    const std::string host = part(url, CURLUPART_HOST).value_or("");
    if (host.starts_with('[')) {
        const auto address = parse_address(std::string_view(host).substr(1, host.size() - 2));
        if (!address)
            refuse_address("its host is no address");
        return format_address(*address);
    }
    std::string name = host_in_ascii(host).value_or("");
    if (name.ends_with('.'))
        name.pop_back();
    const bool is_plain = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_';
    });
    if (!is_plain || name.empty() || name.starts_with('.') || name.size() > 253)
        refuse_address("its host is no name");
    return name;
}

std::uint16_t port_of_url(CURLU* url)
{
    const std::string text = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    if (port == 0)
        refuse_address("its port is none");
    return port;
}

WebAddress web_address_of(CURLU* url)
{
    WebAddress address;
    const std::string scheme = part(url, CURLUPART_SCHEME).value_or("");
    if (scheme != "http" && scheme != "https")
        refuse_address("it begins neither with https:// nor with http://");
    address.is_secure = scheme == "https";
    if (part(url, CURLUPART_USER) || part(url, CURLUPART_PASSWORD))
        refuse_address("it carries a name or a password");
    if (part(url, CURLUPART_ZONEID))
        refuse_address("its host is an address of this machine's own networks");
    address.host = host_of_url(url);
    address.port = port_of_url(url);
    set_part(url, CURLUPART_HOST,
             (is_v6(address.host) ? "[" + address.host + "]" : address.host).c_str());
    set_part(url, CURLUPART_FRAGMENT, nullptr);
    address.text = part(url, CURLUPART_URL).value();
    return address;
}

// Until it says the same when it is read again: in other letters a host may be an address.
WebAddress settled(WebAddress address)
{
    for (int round = 0; round < 4; ++round) {
        const Url url(curl_url());
        read_into(url.get(), address.text);
        WebAddress again = web_address_of(url.get());
        if (again.host == address.host && again.text == address.text)
            return address;
        address = std::move(again);
    }
    refuse_address("its host has several meanings");
}

} // namespace

WebAddress parse_web_address(std::string_view text)
{
    const Url url(curl_url());
    read_into(url.get(), text);
    return settled(web_address_of(url.get()));
}

WebAddress WebAddress::resolved(std::string_view location) const
{
    const Url url(curl_url());
    read_into(url.get(), text);
    read_into(url.get(), location);
    return settled(web_address_of(url.get()));
}

std::string WebAddress::host_and_port() const
{
    return (is_v6(host) ? "[" + host + "]:" : host + ":") + std::to_string(port);
}

} // namespace comity::link
