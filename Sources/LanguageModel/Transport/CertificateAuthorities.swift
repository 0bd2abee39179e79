internal import CCurl

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where a system keeps the certificate authorities that it trusts.
///
/// libcurl knows the place of the system that it was built on. A program that carries its libraries along, as the one
/// in a wheel does, meets systems that have another.
enum CertificateAuthorities {
  /// Bundles (PEM): Debian, Ubuntu, Arch and Alpine; Fedora and RHEL, as `update-ca-trust` writes it, and their older
  /// place; openSUSE; macOS and the BSDs.
  static let places = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
  ]

  /// The bundle to name to libcurl; nil leaves it to libcurl, whose own place is there, or which has none to look at.
  ///
  /// - Parameters:
  ///   - named: what `SSL_CERT_FILE` says, as with OpenSSL's own programs. It is taken even where it is not there: who
  ///     named authorities wants no others.
  ///   - own: libcurl's place.
  static func bundle(named: String?, own: String?, isThere: (String) -> Bool) -> String? {
    if let named, !named.isEmpty { return named }
    guard let own, !isThere(own) else { return nil }
    return places.first(where: isThere)
  }

  /// The bundle of the system that the program runs on.
  static let system: String? = {
    let named = getenv("SSL_CERT_FILE").map { String(cString: $0) }
    let own = segwarden_curl_authorities().map { String(cString: $0) }
    return bundle(named: named, own: own) { access($0, R_OK) == 0 }
  }()
}
