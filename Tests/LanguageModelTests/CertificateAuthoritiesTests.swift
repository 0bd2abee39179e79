import Testing

@testable import LanguageModel

/// Where authorities are looked for, on systems that are described rather than present.
@Suite struct CertificateAuthoritiesTests {
  private static let debian = "/etc/ssl/certs/ca-certificates.crt"
  private static let fedora = "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"

  @Test(
    arguments: [
      // libcurl's own place is left to it.
      (named: nil, own: debian, there: [debian, fedora], wanted: nil),
      // A program built on Debian meets Fedora, RHEL before that, openSUSE.
      (nil, debian, [fedora, "/etc/pki/tls/certs/ca-bundle.crt"], fedora),
      (nil, debian, ["/etc/pki/tls/certs/ca-bundle.crt"], "/etc/pki/tls/certs/ca-bundle.crt"),
      (nil, debian, ["/etc/ssl/ca-bundle.pem"], "/etc/ssl/ca-bundle.pem"),
      // Nothing is there, or libcurl asks the system by other means.
      (nil, debian, [], nil), (nil, nil, [fedora], nil),
      // Who names one wants no others, spelt right or not.
      ("/home/a/ca.pem", debian, [debian], "/home/a/ca.pem"), ("", debian, [fedora], fedora),
    ] as [(named: String?, own: String?, there: [String], wanted: String?)])
  func `the bundle of the system that the program runs on is found`(
    named: String?, own: String?, there: [String], wanted: String?
  ) {
    #expect(CertificateAuthorities.bundle(named: named, own: own) { there.contains($0) } == wanted)
  }
}
