package import Diagnostics
package import Wording

/// A fact about a case that changes what is expected, with the values it may take: words, or numbers that may be sorted
/// into bands.
package struct ContextVariable: Hashable, Sendable {
  package struct Band: Hashable, Sendable {
    package var name: String
    package var limits: Limits
  }

  package var name: String
  /// The words that it may be; of a number the names of its bands.
  package var values: [String]
  package var initial: String?
  /// The numbers that it may be; nil for words.
  package var range: Limits?
  package var bands: [Band]
  package var place: SourceRange

  package init(
    name: String, values: [String], initial: String?, range: Limits? = nil, bands: [Band] = [], place: SourceRange
  ) {
    self.name = name
    self.values = values
    self.initial = initial
    self.range = range
    self.bands = bands
    self.place = place
  }

  /// Why a value cannot be this variable's; nil when it can.
  package func problem(with value: String) -> String? {
    guard let range else {
      guard !values.contains(value) else { return nil }
      return "it is one of \(values.joined(separator: ", "))"
    }
    guard let number = Double(value), number.isFinite else { return "it is a number in \(range.text)" }
    return range.contains(number) ? nil : "it lies in \(range.text)"
  }

  /// The stratum that a value belongs to: the word itself, or the band of a number; nil when it is in none.
  package func stratum(of value: String) -> String? {
    guard range != nil else { return values.contains(value) ? value : nil }
    guard let number = Double(value) else { return nil }
    return bands.first { $0.limits.contains(number) }?.name
  }
}
