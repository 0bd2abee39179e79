package import Wording

/// A range as somebody wrote it where one text is expected.
package enum WrittenLimits: Hashable, Sendable {
  case text(String)
  /// Two ends in a list, or under words such as `min` and `max`; one of them may be missing.
  case ends(lower: String?, upper: String?)

  private static let lower: Set = [
    "min", "minimum", "lower", "low", "from", "start", "at_least", "least", "gt", "ge", "gte",
  ]
  private static let upper: Set = [
    "max", "maximum", "upper", "high", "to", "end", "at_most", "most", "lt", "le", "lte",
  ]

  /// Nil for a list that is not of two texts, and a mapping with other words.
  package init?(_ node: YAMLNode) {
    if let text = node.text {
      self = .text(text)
    } else if let elements = node.elements {
      let texts = elements.compactMap { $0.isNull ? nil : $0.text }
      guard texts.count == 2, elements.count == 2 else { return nil }
      self = .ends(lower: texts[0], upper: texts[1])
    } else {
      guard let entries = node.entries, !entries.isEmpty else { return nil }
      var ends: (lower: String?, upper: String?)
      for entry in entries {
        guard let text = entry.value.text else { return nil }
        if Self.lower.contains(entry.key.lowercased()) {
          ends.lower = text
        } else if Self.upper.contains(entry.key.lowercased()) {
          ends.upper = text
        } else {
          return nil
        }
      }
      self = .ends(lower: ends.lower, upper: ends.upper)
    }
  }

  /// The range as it is written; nil when it cannot be told.
  package func text(_ dimensions: [Dimension], signed: Bool) -> String? {
    switch self {
    case .text(let text): IntendedLimits.text(text, dimensions, signed: signed)
    case .ends(let lower, let upper): IntendedLimits.text(from: lower, to: upper, dimensions)
    }
  }
}
