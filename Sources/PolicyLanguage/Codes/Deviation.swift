/// How what was found departs from what was asked: the last word of a finding's code.
public enum Deviation: String, CaseIterable, Hashable, Sendable {
  /// As asked: every pass.
  case within
  /// Not evaluable.
  case unknown
  /// Not judged, since a condition does not hold.
  case skipped
  /// A number lies under its lower limit.
  case below
  /// A number lies over its upper limit.
  case above
  /// Something that must be there is not.
  case missing
  /// Something is there that must not be.
  case unexpected
  /// Two things that must be equal, or an answer, are not as expected.
  case different
  /// Something stands on the wrong side, or runs the wrong way.
  case reversed
  /// Two things have changed places.
  case swapped
  /// An order, or a condition, does not hold.
  case broken
  /// Numbers leave something out where there is no room for it.
  case renumbered
  /// A body lies in large parts, so that what joins them is missing.
  case split
  /// Two things stand for one.
  case doubled
  /// A file cannot be read.
  case unreadable
}
