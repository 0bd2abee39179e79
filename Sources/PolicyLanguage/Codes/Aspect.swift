package import Wording

/// What one judgement is about and how it came out: a field of its kind, and the deviation from it.
public struct Aspect: Hashable, Sendable {
  /// The field's key in policies; empty where a kind judges one thing, or the whole expectation is meant.
  public let field: String
  /// How what was found departs from the field.
  public let deviation: Deviation

  /// A deviation from a field.
  package init(_ field: String, _ deviation: Deviation) {
    self.field = field
    self.deviation = deviation
  }

  /// `components_above`, or `above` without a field.
  public var text: String { field.isEmpty ? deviation.rawValue : "\(field)_\(deviation.rawValue)" }

  /// The whole expectation could not be judged.
  package static let unknown = Aspect("", .unknown)
  /// A condition says that the expectation does not apply.
  package static let skipped = Aspect("", .skipped)
}

/// A field of a kind of expectation that is judged by itself. The raw value is its key in policies, or empty where the
/// kind judges one thing.
package protocol JudgedField: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The ways in which what is found may depart from it; a number's are below and above.
  var deviations: [Deviation] { get }
}

extension JudgedField {
  package var deviations: [Deviation] { [.below, .above] }

  /// The field with how it came out.
  package func `is`(_ deviation: Deviation) -> Aspect { Aspect(rawValue, deviation) }

  /// The field with how a canonical number stands to its limits; a field that knows no sides departs in its own way.
  package func holding(_ value: Double, to limits: Limits) -> Aspect {
    let side: Deviation = limits.isBelow(value) ? .below : limits.isAbove(value) ? .above : .within
    return self.is(side == .within || deviations.contains(side) ? side : deviations.first ?? side)
  }

  /// Every aspect of the field: its pass, its unknown and its deviations.
  package static var aspects: [Aspect] {
    allCases.flatMap { field in ([.within, .unknown] + field.deviations).map { field.is($0) } }
  }
}

/// The field of a kind that judges one number.
package enum OneNumber: String, JudgedField { case itself = "" }
