import Diagnostics
import PolicyLanguage
import Wording
import YAML

/// Kinds that only read, in the shapes that policies are written in.
enum SmallKinds {
  static let vocabulary = PolicyVocabulary(
    kinds: all,
    measures: [
      MeasureFunction(name: "volume", dimension: .volume, dimensions: 3...3, words: "the volume"),
      MeasureFunction(name: "area", dimension: .area, dimensions: 2...2, words: "the area"),
      MeasureFunction(name: "voxels", dimension: .voxels, words: "the number of voxels"),
      MeasureFunction(name: "components", dimension: .count, words: "the number of pieces"),
      MeasureFunction(name: "extent", dimension: .length, words: "the extent"),
      MeasureFunction(name: "sphericity", dimension: .fraction, words: "the sphericity"),
      MeasureFunction(name: "elongation", dimension: .ratio, words: "the elongation"),
      MeasureFunction(name: "density", dimension: .intensity, needsImage: true, words: "the mean intensity"),
      MeasureFunction(name: "gap", dimension: .length, arity: 2, words: "the gap"),
      MeasureFunction(name: "offset", dimension: .length, arity: 2, isSigned: true, words: "the offset"),
    ])

  static let all: [any ExpectationKind.Type] = [
    Presence.self, Size.self, Connectivity.self, Holes.self, Position.self, Adjacency.self, File.self,
  ]

  struct Presence: ExpectationKind {
    enum Rule: String, CaseIterable { case required, optional, forbidden }
    static let name = "presence"
    static let needsSubjects = true
    var wantsSource: Bool { false }
    var rule: Rule

    init?(reading fields: inout FieldReader) {
      guard let rule = fields.choice(.value, of: Rule.self) else { return nil }
      self.rule = rule
    }
  }

  struct Size: ExpectationKind {
    static let name = "volume"
    static let needsSubjects = true
    var wantsSource: Bool { true }
    var typical: Limits?
    var possible: Limits?

    init?(reading fields: inout FieldReader) {
      typical = fields.limits("typical", .volume)
      possible = fields.limits("possible", .volume)
    }
  }

  struct Connectivity: ExpectationKind {
    static let name = "connectivity"
    static let needsSubjects = true
    var wantsSource: Bool { false }
    var components: Limits?
    var neighbours: Int?
    var ignoreBelow: SignificantSize?
    var largestFraction: Limits?

    init?(reading fields: inout FieldReader) {
      components = fields.counts("components")
      neighbours = fields.integer("neighbours", oneOf: [6, 18, 26])
      ignoreBelow = fields.significantSize("ignore_below")
      largestFraction = fields.limits("largest_fraction", .fraction)
    }
  }

  struct Holes: ExpectationKind {
    static let name = "holes"
    static let needsSubjects = true
    var wantsSource: Bool { false }
    var count: Limits?
    var ignoreBelow: SignificantSize?

    init?(reading fields: inout FieldReader) {
      fields.require("count")
      count = fields.counts("count")
      ignoreBelow = fields.significantSize("ignore_below")
    }
  }

  struct Position: ExpectationKind {
    enum Relation: String, CaseIterable { case leftOf = "left-of", rightOf = "right-of", above, below }
    static let name = "position"
    static let needsSubjects = false
    var wantsSource: Bool { false }
    var first: String
    var relation: Relation
    var second: String
    var by: Limits?

    init?(reading fields: inout FieldReader) {
      let read = fields.phrase(.value) { phrase -> (String, Relation, String, Limits?)? in
        guard let first = phrase.label(), phrase.expect("is"), let relation = phrase.choice(of: Relation.self),
          let second = phrase.label()
        else { return nil }
        guard phrase.skip("by") else { return (first, relation, second, nil) }
        guard let by = phrase.limits(.length) else { return nil }
        return (first, relation, second, by)
      }
      guard let read else { return nil }
      (first, relation, second, by) = read
    }
  }

  struct Adjacency: ExpectationKind {
    static let name = "adjacency"
    static let needsSubjects = false
    var wantsSource: Bool { false }
    var first: String
    var second: String
    var gap: Limits?

    init?(reading fields: inout FieldReader) {
      fields.require("between")
      gap = fields.limits("gap", .length)
      guard let pair = fields.labelPair("between") else { return nil }
      (first, second) = pair
    }
  }

  struct File: ExpectationKind {
    enum Allowed: String, CaseIterable { case allowed, forbidden }
    enum Touched: String, CaseIterable { case none, any, superior, inferior }
    static let name = "file"
    static let needsSubjects = false
    var wantsSource: Bool { false }
    var sameGrid: Quantity?
    var spacing: Limits?
    var unknownLabels: Allowed?
    var mayTouch: [Touched]?

    init?(reading fields: inout FieldReader) {
      sameGrid = fields.quantity("same_grid", .length)
      spacing = fields.limits("spacing", .length)
      unknownLabels = fields.choice("unknown_labels", of: Allowed.self)
      mayTouch = fields.choices("may_touch", of: Touched.self)
    }
  }
}

extension PolicyReader {
  /// Reads with the small kinds.
  static func small(
    _ text: String, settings: [String: String] = [:], waivers: String? = nil, library: [String: String] = [:]
  ) -> (policy: Policy?, diagnostics: [Diagnostic]) {
    let reading = read(
      PolicySource(file: "p.yaml", text: text), vocabulary: SmallKinds.vocabulary, settings: settings,
      waivers: waivers.map { PolicySource(file: "waivers.yaml", text: $0) }
    ) { name in library[name].map { PolicySource(file: "\(name).yaml", text: $0) } }
    return (reading.policy, reading.diagnostics)
  }
}

extension ExpectationKind {
  /// Kinds of tests have no page.
  static var page: KindPage { KindPage(summary: "", why: "", example: "", judged: "", remedy: "") }
}
