internal import JSON

/// What a server says went wrong, whichever shape it chose for it.
struct Complaint: Hashable, Sendable {
  /// One clean line, perhaps empty.
  let text: String
  /// The complaint's codes, types and states, in small letters.
  let codes: Set<String>
  /// The wait that the text or its details ask for.
  let wait: Duration?

  init(body: [UInt8], hiding key: APIKey?) {
    self.init(try? JSONValue(parsing: body), ServerMessage(body: body, hiding: key).text)
  }

  init(_ document: JSONValue, hiding key: APIKey?) {
    self.init(document, ServerMessage(document, hiding: key).text)
  }

  private init(_ document: JSONValue?, _ text: String) {
    self.text = text
    let parts = document.map(Self.parts) ?? []
    codes = Set(parts.flatMap(Self.codes))
    let details = parts.flatMap { $0["details"]?.array ?? [] }
    wait = details.lazy.compactMap { Self.seconds($0["retryDelay"]?.string ?? "") }.first ?? Self.wait(in: text)
  }

  /// The document and the errors inside it.
  private static func parts(_ document: JSONValue) -> [JSONValue] {
    let outer = document.array?.first ?? document
    let inner = outer["error"] ?? outer["response"]?["error"]
    return [outer, inner, inner?["error"], inner?["details"]].compactMap(\.self)
  }

  private static func codes(_ part: JSONValue) -> [String] {
    let named = ["code", "type", "status", "reason", "error_code"].compactMap { name -> String? in
      part[name]?.string ?? part[name]?.integer.map(String.init)
    }
    // Google names the quota in a list of details.
    let quotas = (part["details"]?.array ?? []).flatMap { $0["violations"]?.array ?? [] }
      .compactMap { $0["quotaId"]?.string ?? $0["subject"]?.string }
    return (named + quotas).map { $0.lowercased() }
  }

  /// `45.8s`, as Google writes durations.
  private static func seconds(_ text: String) -> Duration? {
    guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds > 0, seconds < 1e9 else { return nil }
    return .milliseconds(Int((1000 * seconds).rounded(.up)))
  }

  /// "Please retry in 45.8s."
  private static func wait(in text: String) -> Duration? {
    guard let start = text.firstRange(of: "retry in ") else { return nil }
    let word = text[start.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "s" }
    return seconds(word.hasSuffix(".") ? String(word.dropLast()) : String(word))
  }

  private func has(_ words: String...) -> Bool {
    codes.contains { code in words.contains { code.contains($0) } }
  }

  /// Waiting does not fill an account, nor bring tomorrow.
  var isQuotaExhausted: Bool {
    has("insufficient_quota", "perday", "per_day", "enforced_spend_limit", "billing_error")
  }

  /// The provider's filters speak.
  var isBlock: Bool { has("content_filter", "content_policy", "responsibleaipolicy") }

  /// The kind of a failure that comes without a status of its own, and whether it may go away by itself.
  var kind: (code: ModelError.Code, mayPass: Bool) {
    if isQuotaExhausted { return (.quotaExhausted, false) }
    if isBlock { return (.blocked, false) }
    if has("rate_limit", "resource_exhausted", "too_many_requests") || codes.contains("429") {
      return (.rateLimited, true)
    }
    if has("overloaded", "server_error", "api_error", "unavailable", "internal", "timeout", "bad_gateway")
      || codes.contains(where: { Int($0).map { 500...599 ~= $0 } ?? false })
    {
      return (.serverFailure, true)
    }
    if has("authentication", "permission", "unauthenticated") || !codes.isDisjoint(with: ["401", "403"]) {
      return (.unauthorised, false)
    }
    if has("invalid", "image", "not_found") || !codes.isDisjoint(with: ["400", "404", "413", "422"]) {
      return (.rejectedRequest, false)
    }
    return (.serverFailure, false)
  }
}
