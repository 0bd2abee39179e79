/// Carries one request to a server and brings back what it said, whatever the status.
package protocol Transport: Sendable {
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

/// A POST of JSON.
package struct HTTPRequest: Hashable, Sendable {
  package let address: ServerAddress
  /// Beyond `Content-Type` and `Accept`, which every request carries.
  package let headers: [HTTPHeader]
  package let body: [UInt8]

  package init(address: ServerAddress, headers: [HTTPHeader], body: [UInt8]) {
    self.address = address
    self.headers = headers
    self.body = body
  }
}

/// One header line. What authorises is not printed.
package struct HTTPHeader: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  package var description: String { "\(name): \(Self.authorises(name) ? "[key]" : value)" }

  /// Whether headers of this name carry keys.
  static func authorises(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["authorization", "cookie", "api-key", "apikey", "goog-api", "token", "secret", "password"]
      .contains(where: name.contains)
  }

  /// Whether both can stand in a header line: no line breaks, and a name of the letters that names have (RFC 9110,
  /// 5.6.2).
  static func isSendable(_ name: String, _ value: String) -> Bool {
    let token = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    return !name.isEmpty && name.lowercased().unicodeScalars.allSatisfy(token.contains)
      && value.unicodeScalars.allSatisfy { $0 == "\t" || (0x20...0x7E).contains($0.value) }
  }
}

package struct HTTPResponse: Hashable, Sendable {
  package let status: Int
  package let headers: [HTTPHeader]
  package let body: [UInt8]

  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The last header of a name; letter case does not count.
  package subscript(header name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }
}
