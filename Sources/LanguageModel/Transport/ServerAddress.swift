internal import CCurl

/// Where a model is asked: a checked absolute address.
///
/// Parsed by libcurl itself, so that the host that is judged here is the host that is connected to.
package struct ServerAddress: Hashable, Sendable {
  /// The whole address. Holds no user name and no password.
  package let text: String
  /// Scheme, host and port, for messages.
  package let origin: String
  /// Whether the host is this machine.
  package let isLoopback: Bool

  /// Reads a base address as people paste it and completes it to the operation's address: `https://host`,
  /// `https://host/v1`, `https://host/v1/` and `https://host/v1/chat/completions` are the same for `chat/completions`.
  /// Without any path the version is assumed; any other path is taken as the base. A query is added to what the address
  /// has.
  ///
  /// Refuses plain http to other machines unless allowed: requests carry pictures of patients and the key, readable by
  /// everyone on the way.
  package init(
    base: String, operation: String, version: String = "/v1", query: String? = nil, allowPlainHTTP: Bool = false
  ) throws(ModelError) {
    func invalid(_ reason: String) -> ModelError {
      // The text itself may hold a password, and is not repeated.
      ModelError(
        code: .configuration,
        message: "The model server's address \(reason); give an address such as https://host/v1.")
    }
    guard base.hasPrefix("http://") || base.hasPrefix("https://") else {
      throw invalid("does not begin with https:// or http://")
    }
    guard let url = curl_url() else { throw invalid("could not be read, for want of memory") }
    defer { curl_url_cleanup(url) }
    guard curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK else { throw invalid("is not a valid address") }
    guard Self.part(CURLUPART_USER, of: url) == nil, Self.part(CURLUPART_PASSWORD, of: url) == nil else {
      throw invalid("holds a user name or password, which would end up in records; pass the key by itself")
    }
    guard !Self.holdsKey(Self.part(CURLUPART_QUERY, of: url) ?? "") else {
      throw invalid("holds a key after the question mark, which would end up in records; pass the key by itself")
    }
    var path = Self.part(CURLUPART_PATH, of: url) ?? "/"
    while path.hasSuffix("/") { path.removeLast() }
    if path.isEmpty { path = version }
    if !path.hasSuffix("/" + operation) { path += "/" + operation }
    guard curl_url_set(url, CURLUPART_PATH, path, 0) == CURLUE_OK,
      curl_url_set(url, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
      query.map({ curl_url_set(url, CURLUPART_QUERY, $0, UInt32(CURLU_APPENDQUERY)) == CURLUE_OK }) ?? true,
      let scheme = Self.part(CURLUPART_SCHEME, of: url), let host = Self.part(CURLUPART_HOST, of: url),
      let text = Self.part(CURLUPART_URL, of: url)
    else { throw invalid("is not a valid address") }
    self.text = text
    origin = "\(scheme)://\(host)" + (Self.part(CURLUPART_PORT, of: url).map { ":" + $0 } ?? "")
    isLoopback = Self.isLoopback(host)
    guard scheme == "https" || isLoopback || allowPlainHTTP else {
      throw ModelError(
        code: .configuration,
        message:
          "The model server \(origin) would get patient pictures over plain http, which anyone on the way can read; "
          + "use https, a server on this machine, or allow plain http explicitly.")
    }
  }

  private static func holdsKey(_ query: String) -> Bool {
    query.lowercased().split(separator: "&").contains { parameter in
      let name = parameter.prefix { $0 != "=" }
      return ["key", "token", "secret", "password", "sig", "signature"].contains { name.hasSuffix($0) }
    }
  }

  private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// `localhost`, 127.0.0.0/8 and ::1. libcurl has turned other spellings of IPv4 addresses into four decimal numbers
  /// already.
  private static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
