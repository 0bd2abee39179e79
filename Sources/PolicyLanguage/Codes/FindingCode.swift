/// A finding's code, `connectivity.components_above`: kind, field and deviation. Codes are published and stable;
/// faults, waivers, clearing, reports and statistics go by them.
public struct FindingCode: Hashable, Sendable {
  /// The kind's name.
  public let kind: String
  /// What the kind judged, and how that came out.
  public let aspect: Aspect

  /// The code of a kind's judgement.
  package init(_ kind: String, _ aspect: Aspect) {
    self.kind = kind
    self.aspect = aspect
  }

  /// The code as it is written, `KIND.FIELD_DEVIATION`; nil where the text has another form. Whether there is such a
  /// code the vocabulary knows.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    var words = parts[1].split(separator: "_", omittingEmptySubsequences: false)
    guard let deviation = words.popLast().flatMap({ Deviation(rawValue: String($0)) }) else { return nil }
    self.init(String(parts[0]), Aspect(words.joined(separator: "_"), deviation))
  }

  /// `connectivity.components_above`.
  public var text: String { "\(kind).\(aspect.text)" }
}

extension FindingCode: Codable {
  /// The code from its text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let code = FindingCode(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no code of a finding")
    }
    self = code
  }

  /// The code as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
