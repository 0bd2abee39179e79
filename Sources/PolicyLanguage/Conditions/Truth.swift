/// Kleene's three values. What is unknown keeps its causes, for the finding that says why there is no result.
package enum Truth: Hashable, Sendable {
  case `true`
  case `false`
  /// Not to be known, and why.
  case unknown([UnknownCause])

  /// Unknown for one cause.
  package static func unknown(_ cause: UnknownCause) -> Truth { .unknown([cause]) }

  package init(_ value: Bool) { self = value ? .true : .false }

  package static prefix func ! (a: Truth) -> Truth {
    switch a {
    case .true: .false
    case .false: .true
    case .unknown: a
    }
  }

  /// False when one is false, whatever the other.
  package static func && (a: Truth, b: Truth) -> Truth {
    switch (a, b) {
    case (.false, _), (_, .false): .false
    case (.true, .true): .true
    case (.unknown(let one), .unknown(let other)): .unknown(one.joined(with: other))
    case (.unknown, _): a
    case (_, .unknown): b
    }
  }

  /// True when one is true, whatever the other.
  package static func || (a: Truth, b: Truth) -> Truth {
    switch (a, b) {
    case (.true, _), (_, .true): .true
    case (.false, .false): .false
    case (.unknown(let one), .unknown(let other)): .unknown(one.joined(with: other))
    case (.unknown, _): a
    case (_, .unknown): b
    }
  }
}
