#pragma once
// For tests: a certificate of one's own for some hosts, and a server that proves itself with it.

#include "link/fixtures/scripted_server.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string>

namespace comity::link {

template <auto end> struct TlsEnder {
    template <class Thing> void operator()(Thing* thing) const { end(thing); }
};

class Certificate {
public:
    // "DNS:a.example,IP:127.0.0.1"; good from two days before `days` from now until then.
    explicit Certificate(const char* hosts, long days = 1) : m_key(EVP_EC_gen("P-256"))
    {
        constexpr long day_s = 24 * 3600;
        X509* made = m_made.get();
        X509_set_version(made, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
        X509_gmtime_adj(X509_getm_notBefore(made), (days - 2) * day_s);
        X509_gmtime_adj(X509_getm_notAfter(made), days * day_s);
        X509_NAME* name = X509_get_subject_name(made);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
        X509_set_issuer_name(made, name);
        X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, hosts);
        CHECK(names && X509_add_ext(made, names, -1));
        X509_EXTENSION_free(names);
        CHECK(X509_set_pubkey(made, m_key.get()) && X509_sign(made, m_key.get(), EVP_sha256()));
    }
    ~Certificate()
    {
        if (!m_file.empty())
            std::filesystem::remove(m_file);
    }
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;

    // A PEM file for who trusts it; gone with this.
    const std::string& file()
    {
        m_file = testing::TempDir() + "comity-certificate-" + std::to_string(::getpid()) + "-" +
                 std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ".pem";
        std::FILE* file = std::fopen(m_file.c_str(), "w");
        CHECK(file && PEM_write_X509(file, m_made.get()) && std::fclose(file) == 0);
        return m_file;
    }

    // Talks through TLS, as the host of this certificate.
    ScriptedServer::Wrap wrap(int newest_version = TLS1_3_VERSION) const
    {
        const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
        SSL_CTX_use_certificate(context.get(), m_made.get());
        SSL_CTX_use_PrivateKey(context.get(), m_key.get());
        SSL_CTX_set_security_level(context.get(), 0); // old versions too
        SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context.get(), newest_version);
        return [context](int socket) -> Wire {
            const std::shared_ptr<SSL> tls(SSL_new(context.get()), SSL_free);
            SSL_set_fd(tls.get(), socket);
            if (SSL_accept(tls.get()) != 1)
                return {};
            return {[tls](char* bytes, std::size_t size) {
                        return long{SSL_read(tls.get(), bytes, static_cast<int>(size))};
                    },
                    [tls](const char* bytes, std::size_t size) {
                        return long{SSL_write(tls.get(), bytes, static_cast<int>(size))};
                    }};
        };
    }

private:
    std::unique_ptr<EVP_PKEY, TlsEnder<EVP_PKEY_free>> m_key;
    std::unique_ptr<X509, TlsEnder<X509_free>> m_made{X509_new()};
    std::string m_file;
};

} // namespace comity::link
