internal import PolicyLanguage

/// The fields that `volume` and `area` share: `typical`, `possible` and `of`, or limits alone.
struct SizeFields {
  let band: Band
  let whole: Whole?

  init?(reading fields: inout FieldReader, dimensions: [Dimension]) {
    if fields.isScalar {
      guard let limits = fields.scalarLimits(dimensions) else { return nil }
      band = Band(typical: nil, possible: limits)
      whole = nil
    } else {
      band = Band(
        typical: fields.limits("typical", dimensions), possible: fields.limits("possible", dimensions))
      if fields.text(of: "of") == "image" {
        _ = fields.text("of")
        whole = .image
      } else {
        whole = fields.label("of").map(Whole.label)
      }
      if band.typical == nil, band.possible == nil {
        fields.report("missing-limits", "give a typical range, a possible range, or both")
        return nil
      }
    }
    let shares = [band.typical, band.possible].contains { $0?.dimension == .fraction }
    if shares, whole == nil {
      fields.report("missing-of", "a percentage needs “of”: image, or a label")
      return nil
    }
  }

  static func judge(_ subject: String?, band: Band, whole: Whole?, noun: String, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let dimension = (band.possible ?? band.typical)?.dimension else { return [] }
    let (value, cause) = SizeOf(label: label, facts: facts).value(in: dimension, of: whole)
    guard let value else {
      return [
        Judgement(
          .notEvaluable, aspect: "unknown", message: "The \(noun) of \(label) cannot be judged: \(cause).", cause: cause)
      ]
    }
    let share = dimension == .fraction ? whole.map { " as a share of \($0.words)" } ?? "" : ""
    return [
      band.judgement(
        of: value, what: "The \(noun) of \(label)\(share)", label: label, location: facts.location(of: [label]))
    ]
  }
}
