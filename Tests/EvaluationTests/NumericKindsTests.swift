import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume
import Wording

/// Kinds that limit numbers of one label, held against shapes and pictures whose numbers geometry knows.
@Suite struct `Kinds of numbers` {
  private static func policy(_ expectations: String, _ grid: Grid, rest: String = "") throws -> Policy {
    try EvaluationTests.policy(
      expectations, labels: "{liver: {value: 1}}", rest: "task: {dimensions: \(grid.dimensions)}\n" + rest)
  }

  /// The findings of one kind on a drawing.
  static func judge(
    _ kind: String, _ drawing: Drawing, more: String = "", rest: String = "", context: [String: String] = [:]
  )
    async throws -> [Finding]
  {
    let policy = try policy("- {id: x, label: liver, \(kind)\(more)}", drawing.grid, rest: rest)
    return await Evaluator(policy: policy).evaluate(drawing.scene, imageGrid: nil, context: context).findings
      .filter { $0.expectation == "x" }
  }

  private static func text(_ number: Double) -> String { Significant.text(number, digits: 9) }

  @Test(arguments: numberExamples)
  func `a number is what geometry says, and is judged on both sides of its limits`(example: NumberExample) async throws
  {
    let (kind, key, slack) = (example.kind, example.key, example.slack)
    let (low, high) = (example.truth - slack, example.truth + slack)
    func find(_ limits: String) async throws -> Finding {
      let found = try await Self.judge("\(kind): {\(key): \(limits)}", example.drawing)
      try #require(found.count == 1)
      return found[0]
    }
    let suffix = example.unit.isEmpty ? "" : " \(example.unit)"
    // Some numbers are never below zero, and their limits cannot be either.
    let function = try #require(Self.function(kind, key))
    let floor = function.isSigned ? low : max(0, low)

    let pass = try await find("\(Self.text(floor))..\(Self.text(high))\(suffix)")
    #expect(pass.outcome == .pass, "\(pass.message)")
    #expect(pass.aspect == "\(key)_within")
    #expect(pass.labels == ["liver"] && pass.counterfactual == nil)
    let measured = try #require(pass.measured)
    #expect(abs(measured.value - example.truth) <= slack, "\(measured)")
    #expect(measured.unit == example.unit)

    let above = Self.text(high + slack)
    let fail = try await find("'> \(above)\(suffix)'")
    #expect(fail.outcome == .fail && fail.aspect == "\(key)_below", "\(fail.message)")
    #expect(try #require(fail.margin) <= 0)
    #expect(fail.location != nil && fail.counterfactual != nil)

    let warn = try await find("{typical: '> \(above)\(suffix)', possible: '>= \(Self.text(floor))\(suffix)'}")
    #expect(warn.outcome == .warn && warn.aspect == "\(key)_below", "\(warn.message)")
    #expect(warn.counterfactual != nil)

    if low - slack >= 0 || function.isSigned {
      let fail = try await find("'< \(Self.text(low - slack))\(suffix)'")
      #expect(fail.outcome == .fail && fail.aspect == "\(key)_above", "\(fail.message)")
    }
  }

  static let kinds: [any MeasuredKind.Type] = ExpectationKinds.all.compactMap { $0 as? any MeasuredKind.Type }

  /// The fields of a kind that limit numbers of the catalogue, with those numbers.
  static func fields(_ kind: any MeasuredKind.Type) -> [(key: String, number: String)] {
    func of<K: MeasuredKind>(_ kind: K.Type) -> [(key: String, number: String)] {
      K.Field.allCases.compactMap { field in field.number.map { (field.rawValue, $0) } }
    }
    return of(kind)
  }

  private static func function(_ kind: String, _ key: String) -> MeasureFunction? {
    guard let kind = kinds.first(where: { $0.name == kind }) else { return nil }
    return fields(kind).first { $0.key == key }.flatMap { PolicyVocabulary.standard.measure($0.number) }
  }

  @Test func `every field of every kind has an example`() {
    let fields = Self.kinds.flatMap { kind in Self.fields(kind).map { "\(kind.name) \($0.key)" } }
    #expect(Set(numberExamples.map { "\($0.kind) \($0.key)" }) == Set(fields))
    #expect(Set(fields).count == fields.count)
    for kind in Self.kinds {
      for (key, number) in Self.fields(kind) {
        #expect(PolicyVocabulary.standard.measure(number)?.arity == 1, "\(kind.name) \(key)")
      }
    }
  }

  @Test(arguments: [
    (
      "shape: {solidity: '>= 95 %'}", Drawing.notched,
      "The solidity of liver is 92 %, below the possible limit of >= 95 %.",
      "If the solidity of liver were >= 95 %, this would pass."
    ),
    (
      "shape: {elongation: {typical: 1..1.1, possible: 1..4}}", .box,
      "The elongation of liver is 1.121, above the typical range of 1..1.1.",
      "If the elongation of liver were in 1..1.1, this would pass."
    ),
    (
      "extent: {superior_inferior: 30..60 mm}", .box,
      "liver's extent from superior to inferior is 18 mm, below the possible range of 30..60 mm.",
      "With 12 mm more, liver's extent from superior to inferior would lie within 30..60 mm."
    ),
    (
      "intensity: {median: '<= 10 HU'}", .ramp,
      "The median intensity of liver is 14.5 HU, above the possible limit of <= 10 HU.",
      "With 4.5 HU less, the median intensity of liver would be <= 10 HU."
    ),
    (
      "intensity: {outside: {window: 12..17, share: '<= 5 %'}}", .ramp,
      "The share of liver outside 12..17 is 40 %, above the possible limit of <= 5 %.",
      "If the share of liver outside 12..17 were <= 5 %, this would pass."
    ),
    (
      "shape: {euler_number: 1}", .hollowBox, "The Euler number of liver is 2, above the possible value of 1.",
      "If the Euler number of liver were 1, this would pass."
    ),
  ])
  func `a finding is told in a sentence`(kind: String, drawing: Drawing, message: String, counterfactual: String)
    async throws
  {
    let found = try await Self.judge(kind, drawing)
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.counterfactual) == [counterfactual])
  }

  @Test func `findings come in the order of the fields, whatever the author's`() async throws {
    let found = try await Self.judge("shape: {flatness: '>= 1', solidity: '>= 0.5', elongation: '>= 1'}", .box)
    #expect(found.map(\.aspect) == ["elongation_within", "flatness_within", "solidity_within"])
  }

  @Test(arguments: [("raggedness: '<= 1.05'", "ratio_within"), ("thin: '<= 1 %'", "fraction_within")])
  func `limits alone are those of the first field`(kind: String, aspect: String) async throws {
    let found = try await Self.judge(kind, .ball)
    #expect(found.map(\.aspect) == [aspect])
    #expect(found.map(\.outcome) == [.pass])
  }

  @Test(arguments: [
    ("12..17", 40.0), ("'>= 12'", 20.0), ("'<= 17'", 20.0), ("10..19", 0.0), ("-100..9", 100.0), ("12..17 HU", 40.0),
  ])
  func `the share outside a window`(window: String, percent: Double) async throws {
    let found = try await Self.judge(
      "intensity: {outside: {window: \(window), share: {typical: '<= \(Self.text(percent)) %', possible: '<= 100 %'}}}",
      .ramp)
    #expect(found.map(\.outcome) == [.pass])
    let value = try #require(found.first?.measured?.value)
    #expect(abs(value - percent) < 1e-9)
    #expect(found.first?.aspect == "outside_within")
  }

  // What is missing.

  @Test(arguments: [
    ("extent: {right_left: '>= 1 mm'}", "right_left_unknown", "the file does not say how it lies in the patient"),
    ("diameter: {feret_max: '>= 1 mm'}", "feret_max_unknown", "the file gives no spacing, so millimetres are unknown"),
    ("thickness: {median: '>= 1 mm'}", "median_unknown", "the file gives no spacing"),
    ("shape: {concavity: '>= 1 mm'}", "concavity_unknown", "the file gives no spacing"),
    ("intensity: {mean: 1..2 HU}", "mean_unknown", "no image was given"),
    ("intensity: {outside: {window: 1..2 HU, share: '< 5 %'}}", "outside_unknown", "no image was given"),
    ("intensity: {normalised: 1..2}", "normalised_unknown", "no image was given"),
    ("boundary: {edge_support: '>= 40 %'}", "edge_support_unknown", "no image was given"),
  ])
  func `what a picture of pixels lacks is named`(kind: String, aspect: String, cause: String) async throws {
    let found = try await Self.judge(kind, .notched)
    #expect(found.map(\.outcome) == [.notEvaluable])
    #expect(found.map(\.aspect) == [aspect])
    #expect(found.first?.cause?.hasPrefix(cause) == true, "\(found.first?.cause ?? "")")
    #expect(found.first?.message.contains("cannot be judged: ") == true)
    #expect(found.first?.message.hasSuffix(".") == true && found.first?.message.hasSuffix("..") == false)
  }

  @Test func `lengths in pixels need pixels of equal sides, or no spacing at all`() async throws {
    let found = try await Self.judge("diameter: {feret_max: '>= 5 px'}", .box)
    #expect(found.map(\.outcome) == [.notEvaluable])
    #expect(found.first?.cause?.contains("not of equal sides") == true)
    // Half a millimetre each.
    let sides = try await Self.judge("diameter: {feret_min: 9 px}", .rectangle)
    #expect(sides.map(\.outcome) == [.pass])
    let unmeasured = Drawing(Grid(size: Drawing.boxGrid.size, spacing: nil), mask: Drawing.isInBox)
    let voxels = try await Self.judge("diameter: {feret_min: 5 voxels}", unmeasured)
    #expect(voxels.map(\.outcome) == [.pass])
  }

  @Test func `an image on another grid is no image`() async throws {
    let apart = Grid(size: Drawing.boxGrid.size, affine: Affine(spacing: SIMD3(2, 1, 3), origin: SIMD3(40, 0, 0)))
    let drawing = Drawing(Drawing.boxGrid, mask: Drawing.isInBox, image: { Float($0.i) }, imageGrid: apart)
    for kind in [
      "intensity: {mean: 1..2}", "intensity: {outside: {window: 1..2, share: 1 %}}", "boundary: {edge_support: 1 %}",
    ] {
      let found = try await Self.judge(kind, drawing)
      #expect(found.map(\.outcome) == [.notEvaluable])
      #expect(found.first?.cause?.contains("lie up to 40") == true)
    }
  }

  @Test func `a label that is absent is not measured`() async throws {
    let drawing = Drawing(Drawing.boxGrid) { _ in false }
    for kind in Self.kinds {
      let key = Self.fields(kind).first { Self.function(kind.name, $0.key)?.dimensions.contains(3) == true }?.key ?? ""
      let unit = Self.function(kind.name, key)?.dimension.units.first?.symbol ?? ""
      let found = try await Self.judge("\(kind.name): {\(key): '>= 1 \(unit)'}", drawing)
      #expect(found.map(\.outcome) == [.notEvaluable])
      #expect(found.map(\.cause) == ["liver is empty in the export"])
    }
  }

  @Test func `a policy says whether it needs the image`() throws {
    for kind in Self.kinds {
      for (key, number) in Self.fields(kind) {
        guard let function = PolicyVocabulary.standard.measure(number), function.dimensions.contains(2) else {
          continue
        }
        let unit = function.dimension.units.first?.symbol ?? ""
        let policy = try Self.policy(
          "- {id: x, label: liver, \(kind.name): {\(key): '>= 1 \(unit)'}}", Drawing.flat(4, 4))
        #expect(policy.needsImage == function.needsImage, "\(kind.name) \(key)")
      }
    }
  }

  // Slices and strata.

  /// Discs of 12 mm in all slices but one, which holds a cross.
  private static let stack = Drawing(Grid(size: VoxelIndex(40, 40, 8), affine: Affine(spacing: SIMD3(1, 1, 3)))) { v in
    let isCross = (18..<22).contains(v.i) && (8..<32).contains(v.j) || (8..<32).contains(v.i) && (18..<22).contains(v.j)
    return (1..<7).contains(v.k) && (v.k == 4 ? isCross : Drawing.distance(v, SIMD3(20, 20, Double(v.k))) <= 12)
  }

  @Test(arguments: [("every", Finding.Outcome.fail), ("all but 1 slice", .pass), ("'>= 5'", .pass), ("none", .fail)])
  func `numbers of pictures are asked of slices`(slices: String, outcome: Finding.Outcome) async throws {
    let found = try await Self.judge("shape: {circularity: '>= 0.9'}", Self.stack, more: ", slices: \(slices)")
    #expect(found.map(\.outcome) == [outcome], "\(found.map(\.message))")
    #expect(found.first?.aspect == "circularity_below")
    #expect(found.first?.message.contains("Worst is k = 4") == true)
    if slices == "every" { #expect(found.first?.location?.slices == .init(axis: "k", from: 4, to: 4)) }
  }

  @Test func `the extent of a slice is that of its picture in the patient`() async throws {
    let found = try await Self.judge("extent: {right_left: 24..25 mm}", Self.stack, more: ", slices: every")
    #expect(found.map(\.outcome) == [.pass], "\(found.map(\.message))")
    let across = try await Self.judge("extent: {superior_inferior: 3 mm}", Self.stack, more: ", slices: every")
    #expect(across.map(\.outcome) == [.notEvaluable])
  }

  @Test(arguments: [(["sex": "female"], Finding.Outcome.pass), (["sex": "male"], .fail), ([:], .notEvaluable)])
  func `limits differ between strata, in a field and within it`(context: [String: String], outcome: Finding.Outcome)
    async throws
  {
    let rest = "context: {sex: {values: [female, male]}}"
    for limits in [
      "{by: sex, feret_min: {female: 10..12 mm, male: 20..30 mm}}",
      "{by: sex, feret_min: {possible: {female: 10..12 mm, other: 20..30 mm}}}",
    ] {
      let found = try await Self.judge("diameter: \(limits)", .box, rest: rest, context: context)
      #expect(found.map(\.outcome) == [outcome], "\(limits)")
    }
  }

  @Test func `the examples of the reference are sound`() throws {
    let kinds = ExpectationKinds.all.filter { $0 is any MeasuredKind.Type || $0.name == "scorecard" }
    #expect(kinds.count == Self.kinds.count + 1)
    for kind in kinds {
      _ = try EvaluationTests.policy(
        kind.page.example,
        labels:
          "{liver: {value: 1}, myocardium: {value: 2}, kidney_left: {paired_with: kidney_right}, kidney_right: {value: 4}}",
        rest: "groups: {kidneys: [kidney_left, kidney_right]}")
    }
  }

  @Test func `the reader declares fields with both of their forms`() {
    let fields = FieldReader.declarations(of: ThicknessLimits.self)
    let band = FieldType.mapping(
      ["typical", "possible"].map { .init(key: $0, type: .limits([.length, .voxels]), isRequired: false) })
    #expect(
      fields == [
        ["smallest", "median", "largest"].flatMap { key in
          [
            .init(key: key, type: band, isRequired: false),
            .init(key: key, type: .limits([.length, .voxels]), isRequired: false),
          ]
        }
      ])
    // Limits alone, and the mapping.
    #expect(FieldReader.declarations(of: RaggednessLimits.self).map { $0.first?.key } == [nil, "ratio"])
  }
}

@Suite struct `Numbers of the catalogue` {
  /// What no kind limits can still be asserted, so no number is out of reach of policies.
  @Test func `are limited by a kind, or can be asserted`() throws {
    let limited = Set(`Kinds of numbers`.kinds.flatMap { `Kinds of numbers`.fields($0).map(\.number) })
    var asserted: [String] = []
    for function in PolicyVocabulary.standard.measures where function.arity == 1 && !limited.contains(function.name) {
      let unit = function.dimension.units.first?.symbol ?? ""
      let flat = !function.dimensions.contains(3)
      _ = try policy(
        "- {id: x, label: liver, assert: '\(function.name) >= 1 \(unit) or \(function.name)(liver) < 2 \(unit)'}",
        labels: "{liver: }", rest: "task: {dimensions: \(flat ? 2 : 3)}")
      asserted.append(function.name)
    }
    #expect(limited.isSubset(of: PolicyVocabulary.standard.measures.map(\.name)))
    #expect(asserted.contains("voxels") && asserted.contains("principal_axis_angle"))
  }
}
