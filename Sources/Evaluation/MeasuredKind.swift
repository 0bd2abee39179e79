internal import Diagnostics
package import Geometry
package import PolicyLanguage
internal import Wording
internal import YAML

/// A kind whose fields limit numbers of the catalogue, each a number of one label: `shape: {sphericity: ">= 0.5",
/// elongation: {typical: 1..2, possible: 1..4}}`.
///
/// A conforming kind names its fields; everything else is here. Each field takes limits alone (fail outside) or a
/// `typical` (else warn) and a `possible` (else fail) range, at least one field must be there, and each that is gives
/// one judgement, in the order of the fields.
package protocol MeasuredKind: JudgedKind where Field: MeasuredField {
  /// Whether limits alone, without a mapping, are those of the first field: `raggedness: "<= 1.3"`.
  static var hasShortForm: Bool { get }
  /// What the author limited, in the order of the fields.
  var limits: [FieldLimits] { get }

  init(limits: [FieldLimits])
}

/// A field that limits a number of the catalogue.
package protocol MeasuredField: JudgedField {
  /// The number's name; nil for a field that the kind measures itself.
  var number: String? { get }
}

extension MeasuredField {
  package var number: String? { rawValue }
}

extension MeasuredKind {
  /// The key of the field that limits a number.
  package static func key(limiting number: String) -> String? { Field.allCases.first { $0.number == number }?.rawValue }

  package static var hasShortForm: Bool { false }
  package static var needsSubjects: Bool { true }
  package static var hasSlices: Bool { true }
  package var wantsSource: Bool { false }
  package var needsImage: Bool { limits.contains { $0.function.needsImage } }

  package init?(reading fields: inout FieldReader) {
    let limits = Self.limits(reading: &fields)
    guard fields.isScalar || fields.needsOne(of: Field.allCases.map(\.rawValue)), !limits.isEmpty else { return nil }
    self.init(limits: limits)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let subject else { return [] }
    var needs = ConditionNeeds()
    needs.measures = Set(limits.map { .init($0.function, [subject]) })
    return facts.questions(needs)
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let subject else { return [] }
    return limits.map { $0.judge(subject, facts: facts) }
  }

  package func statement(about subject: String) -> String {
    limits.map { "\($0.function.phrase(of: [subject])) \($0.band.words)" }.joined(separator: "; ")
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    guard let subject else { return [] }
    return limits.map { field in
      LimitedNumber(
        field.function, of: [subject], path: [Self.name, field.key], typical: field.band.typical,
        possible: field.band.possible)
    }
  }

  /// The fields that are there and right.
  static func limits(reading fields: inout FieldReader) -> [FieldLimits] {
    let isShort = hasShortForm && fields.isScalar
    var found: [FieldLimits] = []
    for field in Field.allCases.prefix(isShort ? 1 : Field.allCases.count) {
      guard let function = field.number.flatMap({ PolicyVocabulary.standard.measure($0) }) else { continue }
      if let limits = FieldLimits(field.rawValue, of: function, isShort: isShort, reading: &fields) {
        found.append(limits)
      }
    }
    return found
  }
}

extension MeasureFunction {
  /// The kind and the key that limit it: `shape` and `sphericity`; nil where only `assert` can.
  package var limiting: (kind: String, key: String)? {
    for kind in ExpectationKinds.all {
      if let key = kind.key(limiting: name) { return (kind.name, key) }
    }
    return nil
  }
}

/// The limits of one number of a label.
package struct FieldLimits: Hashable, Sendable {
  let key: String
  let function: MeasureFunction
  let band: Band

  /// - Parameter isShort: whether the kind's whole value is what the field would hold.
  init?(_ key: String, of function: MeasureFunction, isShort: Bool, reading fields: inout FieldReader) {
    let dimensions = function.limitDimensions
    let read =
      isShort
      ? fields.limits(.value, in: dimensions, signed: function.isSigned, range: function.range)
        .map { Band(typical: nil, possible: $0) }
      : fields.band(.init(key), in: dimensions, signed: function.isSigned, range: function.range)
    guard let read else { return nil }
    if let (why, suggestion) = function.mismatch(dimensions: fields.scope.dimensions) {
      fields.error(.wrongDimensions, "'\(key)' \(why)", at: isShort ? .value : .init(key), suggestion: suggestion)
      return nil
    }
    (self.key, self.function, band) = (key, function, read)
  }

  func judge(_ label: String, facts: CaseFacts) -> Judgement {
    band.judgement(
      of: facts.measure(function, [label], in: band.dimension ?? function.dimension),
      phrase: function.phrase(of: [label]), key: key, label: label, facts: facts)
  }
}

extension Band {
  /// A judgement on a number of a label that may be unknown.
  ///
  /// - Parameter phrase: the number in a sentence: `the sphericity of liver`.
  func judgement(of known: Known<Double>, phrase: String, key: String, label: String, facts: CaseFacts) -> Judgement {
    let what = phrase.hasPrefix("the ") ? "The" + phrase.dropFirst(3) : phrase
    switch known {
    case .value(let value):
      return judgement(of: value, what: what, subject: phrase, key: key, location: facts.location(of: [label]))
    case .unknown(let causes):
      return .unknown(what, causes, aspect: Aspect(key, .unknown), expected: (possible ?? typical)?.text)
    }
  }
}
