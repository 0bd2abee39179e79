internal import Diagnostics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// The fields that `volume` and `area` share: `typical`, `possible` and `of`, or limits alone.
struct SizeFields {
  let band: Band
  let whole: Whole?

  init?(reading fields: inout FieldReader, physical: Dimension) {
    if fields.isScalar {
      guard let limits = fields.limits(.value, physical, .voxels) else { return nil }
      band = Band(typical: nil, possible: limits)
      whole = nil
      return
    }
    let read = fields.band(in: [physical, .voxels, .fraction])
    whole = Self.whole(&fields)
    guard let read else { return nil }
    band = read
    let shares = band.dimension == .fraction
    if shares, !fields.has("of") {
      for (key, limits) in [("typical", band.typical), ("possible", band.possible)] {
        // A bare number could be a share, and is more probably a size without its unit.
        guard let limits, limits.dimension == .fraction, !limits.text.contains("%") else { continue }
        let units = physical.units.map(\.symbol) + ["voxels"]
        fields.error(
          .missingUnit, "\(physical.described) needs a unit: \(units.joined(separator: ", "))", at: .init(key),
          suggestion:
            "write \(limits.text) \(physical == .volume ? "mL" : physical.units.first?.symbol ?? ""); a share needs % and 'of'"
        )
        return nil
      }
      fields.error(.missingOf, "a share needs 'of'", at: .value, suggestion: "of: image, or of: LABEL")
      return nil
    }
    if !shares, fields.has("of") {
      fields.error(
        .needlessOf, "'of' is for shares; these limits are none", at: "of",
        suggestion: "write the limits in %, or remove 'of'")
      return nil
    }
  }

  private static func whole(_ fields: inout FieldReader) -> Whole? {
    guard fields.has("of") else { return nil }
    if fields.node("of")?.text == "image" { return .image }
    return fields.label("of").map(Whole.label)
  }

  static func limitedNumbers(_ subject: String?, band: Band, whole: Whole?, noun: String) -> [LimitedNumber] {
    guard let label = subject, let dimension = band.dimension else { return [] }
    let other = if case .label(let name)? = whole { [name] } else { [String]() }
    return [
      LimitedNumber(
        path: [noun], words: "the \(noun) of \(label)\(share(whole, dimension))", labels: [label] + other,
        typical: band.typical, possible: band.possible, needsWhole: true
      ) { facts in
        SizeOf(label: label, facts: facts).value(in: dimension, of: whole)
      }
    ]
  }

  private static func share(_ whole: Whole?, _ dimension: Dimension) -> String {
    dimension == .fraction ? whole.map { " as a share of \($0.words)" } ?? "" : ""
  }

  static func judge(_ subject: String?, band: Band, whole: Whole?, noun: String, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let dimension = band.dimension else { return [] }
    let what = "The \(noun) of \(label)\(share(whole, dimension))"
    switch SizeOf(label: label, facts: facts).value(in: dimension, of: whole) {
    case .unknown(let causes): return [.unknown(what, causes, expected: (band.possible ?? band.typical)?.text)]
    case .value(let value):
      return [band.judgement(of: value, what: what, subject: label, location: facts.location(of: [label]))]
    }
  }
}

extension Expectation {
  /// Whether it limits a size, in the unit of a measured one, and would let that pass as possible; under the limits of
  /// any stratum.
  package func allows(_ measured: Measured) -> Bool {
    judgedKinds.contains { kind in
      guard let limits = kind.sizeLimits, limits.unit.symbol == measured.unit else { return false }
      return limits.contains(limits.unit.canonical(measured.value))
    }
  }
}
