/// A number of one case, or why it has none that a range may be learned from.
package enum MeasuredValue: Sendable, Hashable {
  case value(Double)
  /// The structure has no voxels there.
  case absent
  /// The field of view cuts the structure, so its size is not known.
  case cut
  /// A condition of the expectation, or the case's stratum, keeps it from being judged.
  case excepted
  /// No spacing, no image, or nothing to measure.
  case undefined

  var number: Double? { if case .value(let number) = self { number } else { nil } }
}

/// How many cases have no number, by the reason.
package struct MissingCounts: Sendable, Hashable {
  package private(set) var absent = 0
  package private(set) var cut = 0
  package private(set) var excepted = 0
  package private(set) var undefined = 0

  init(_ values: [MeasuredValue]) {
    for value in values {
      switch value {
      case .value: continue
      case .absent: absent += 1
      case .cut: cut += 1
      case .excepted: excepted += 1
      case .undefined: undefined += 1
      }
    }
  }

  /// `3 cut by the field of view, 1 absent`; nil when none is missing.
  package var words: String? {
    let parts = [
      (cut, "cut by the field of view"), (absent, "absent"), (excepted, "excepted by a condition"),
      (undefined, "not measurable"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
