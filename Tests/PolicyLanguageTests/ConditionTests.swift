import Diagnostics
import PolicyLanguage
import Testing
import Volume
import Wording

@Suite struct ConditionTests {
  /// A case whose left kidney is whole, whose right kidney cannot be judged, and whose liver is missing.
  struct Facts: ConditionFacts {
    var variables = ["nephrectomy": "left", "age": "34"]

    func complete(_ label: String) -> Truth { answer(label) }
    func present(_ label: String) -> Truth { answer(label) }
    func inView(_ label: String) -> Truth { answer(label) }
    func context(_ name: String) -> String? { variables[name] }
    func measure(_ function: MeasureFunction, _ labels: [String], in dimension: Dimension) -> Known<Double> {
      switch (function.name, labels.joined(separator: "+")) {
      case ("volume", "kidney_left"): .value(dimension == .voxels ? 75_000 : 150_000)
      case ("volume", "liver"): .value(1_500_000)
      case ("voxels", "kidney_left"): .value(75_000)
      case ("components", "kidney_left"): .value(2)
      case ("extent", "kidney_left"): .value(110)
      case ("elongation", "kidney_left"): .value(1.8)
      case ("sphericity", "kidney_left"): .value(0.6)
      case ("density", "kidney_left"): .value(-30)
      case ("gap", "kidney_left+liver"): .value(12)
      case ("offset", "kidney_left+liver"): .value(-80)
      default: .unknown(cut(labels[0]))
      }
    }

    private func cut(_ label: String) -> UnknownCause { .cutOff(label, "\(label) is cut") }

    private func answer(_ label: String) -> Truth {
      label == "kidney_left" ? .true : label == "liver" ? .false : .unknown(cut(label))
    }
  }

  /// Reads the condition of an expectation about the left kidney; columns count from the condition's first character.
  static func read(_ text: String, each: String = "kidney_left") -> (Condition?, [String], [Diagnostic]) {
    let subject = each.isEmpty ? "adjacency: {between: [liver, kidney_left]}" : "{each: \(each), presence: required}"
    let body = each.isEmpty ? subject : String(subject.dropFirst().dropLast())
    let policy = """
      {segwarden: 1, policy: p, version: 1, context: {nephrectomy: {values: [none, left, right]}, breath: {values: [in-, out]}, age: {range: 0..120}, weight: {range: '> 0'}},
       parameters: {least: 0.1 L, word: left}, labels: {kidney_left: {side: left}, kidney_right: {side: right}, liver: {}}, groups: {kidneys: [kidney_left, kidney_right], lefts: [kidney_left, liver]},
       expectations: [{id: e, \(body), when:
        "\(text)"
       }]}
      """
    let (read, diagnostics) = PolicyReader.small(policy)
    return (
      read?.expectations.first?.when, diagnostics.map { "\($0.range.column - 3) \($0.rule.rawValue)" }, diagnostics
    )
  }

  static let subject = Fields.label("kidney_left", side: .left)

  @Test(arguments: [
    ("true", Truth.true), ("false", .false), ("not false", .true),
    ("complete", .true), ("present and in_view", .true),
    ("volume > least", .true), ("volume / least == 1.5", .true),
    ("complete(kidney_left)", .true), ("complete(liver)", .false),
    ("complete(kidney_right)", .unknown(.cutOff("kidney_right", "kidney_right is cut"))),
    ("complete(kidneys)", .unknown(.cutOff("kidney_right", "kidney_right is cut"))), ("complete(all)", .false),
    ("context.nephrectomy == left", .true), ("context.nephrectomy == 'left'", .true),
    ("context.nephrectomy != left", .false), ("context.nephrectomy == label.side", .true),
    ("label.name == kidney_left", .true), ("label.side == right", .false),
    ("context.breath == out", .unknown(.noContext("breath"))),
    ("context.breath == out and complete(liver)", .false), ("context.breath == out or complete", .true),
    ("volume > 100 mL", .true), ("volume(kidney_left) in 100..140 mL", .false), ("volume == 0.15 L", .true),
    ("volume(liver) / volume(kidney_left) in 9..11", .true), ("volume(liver) / volume == 1000 %", .true),
    ("volume + 50 mL >= 200 mL", .true), ("2 * volume < 300 mL", .false), ("volume * 2 <= 300 mL", .true),
    ("volume - 150 mL == 0 mL", .true),
    ("volume / (volume - 150 mL) > 1", .unknown(.undefined("it would divide by zero"))),
    ("voxels > 1000", .true), ("voxels > 80000 voxels", .false), ("components == 2", .true),
    ("components in 1..1", .false),
    ("volume(kidney_right) > 3 mL", .unknown(.cutOff("kidney_right", "kidney_right is cut"))),
    // Sizes in voxels, products of lengths, signs, functions.
    ("volume > 70000 voxels", .true), ("volume == 75000 voxels", .true), ("70000 voxels < volume", .true),
    ("volume / extent in 1300..1400 mm²", .true), ("extent * extent * extent > volume", .true),
    ("offset(label, liver) < -10 mm", .true), ("abs(offset(label, liver)) in 70..90 mm", .true),
    ("offset(label, liver) in -90..-70 mm", .true), ("-extent < 0 mm", .true),
    ("min(extent, 100 mm) == 100 mm", .true), ("max(extent, 100 mm) == 110 mm", .true),
    ("density < 40", .true), ("density in -50..0 HU", .true), ("density > 0 HU", .false),
    ("elongation > 1.5", .true), ("elongation * sphericity in 1..1.1", .true), ("sphericity >= 60 %", .true),
    ("gap(label, liver) <= 12 mm", .true), ("gap(kidney_left, liver) > 1.2 cm", .false),
    // Groups.
    ("all(present over kidneys)", .unknown(.cutOff("kidney_right", "kidney_right is cut"))),
    ("any(present over kidneys)", .true),
    // One is complete, the other unknown: 1 or 2.
    ("count(complete over kidneys) >= 1", .true), ("count(complete over kidneys) > 2", .false),
    ("count(complete over kidneys) in 1..2", .true),
    ("count(complete over kidneys) >= 2", .unknown(.cutOff("kidney_right", "kidney_right is cut"))),
    ("count(label.side == left over kidneys) == 1", .true), ("any(label.name == liver over all)", .true),
    ("sum(volume over lefts) == 1650 mL", .true), ("mean(volume over lefts) == 825 mL", .true),
    ("min(volume over lefts) < 200 mL and max(volume over lefts) > 1 L", .true),
    ("all(volume > 100 mL or not complete over lefts)", .true),
    // Facts and parameters.
    ("context.nephrectomy in (left, right)", .true), ("not context.nephrectomy in (none)", .true),
    ("context.age >= 18", .true), ("context.age in 20..30", .false),
    ("context.weight > 3", .unknown(.noContext("weight"))),
    ("volume > parameters.least", .true), ("label.side == parameters.word", .true),
    ("not complete(kidney_right)", .unknown(.cutOff("kidney_right", "kidney_right is cut"))),
    ("complete or complete(liver) and complete(liver)", .true),
    ("(complete or complete(liver)) and complete(liver)", .false),
    ("not complete and complete(liver)", .false), ("not (complete and complete(liver))", .true),
  ])
  func `conditions are evaluated`(text: String, expected: Truth) throws {
    let (read, problems, _) = Self.read(text)
    #expect(problems == [])
    let condition = try #require(read)
    #expect(condition.evaluate(subject: Self.subject, facts: Facts()) == expected)
    #expect(condition.text == text)
  }

  @Test(arguments: [
    ("complet", "1 unknown-name", "did you mean 'complete'?"),
    ("complete(kidney_lef)", "10 unknown-label", "did you mean 'kidney_left'?"),
    ("completed(liver)", "1 unknown-function", "did you mean 'complete'?"),
    ("volume(kidneys) > 3 mL", "8 group-not-label", nil),
    ("context.nefrectomy == left", "1 unknown-context", "did you mean 'context.nephrectomy'?"),
    ("context.nephrectomy == lft", "24 impossible-value", "did you mean 'left'?"),
    ("context.nephrectomy == 'both'", "24 impossible-value", "one of: none, left, right"),
    ("context.nephrectomy == context.breath", "1 impossible-value", nil),
    ("context.nephrectomy < left", "21 wrong-type", nil),
    ("label.sid == left", "1 unknown-name", "did you mean 'label.side'?"),
    ("nephrectomy == left", "1 unknown-name", nil),
    ("volume > 3", "10 missing-unit", nil),
    ("volume > 3 mm", "10 unit-mismatch", nil),
    ("volume in 3..5 mm", "16 unit-mismatch", nil),
    ("volume > components", "10 unit-mismatch", nil),
    ("volume * volume > 3 mL", "1 unit-mismatch", nil),
    ("volume / extent > 3 mL", "19 unit-mismatch", nil),
    ("area > 3 mm²", "1 wrong-dimensions", "add slices: every to measure slice by slice"),
    ("gap > 3 mm", "1 wrong-arguments", "write gap(LABEL, LABEL)"),
    ("gap(liver) > 3 mm", "1 wrong-arguments", "write gap(LABEL, LABEL)"),
    ("gap(liver, liver) > 3 mm", "12 same-label", nil),
    ("gap(label, spleen) > 3 mm", "12 unknown-label", nil),
    ("extent < 3", "10 missing-unit", nil),
    ("density > 40 mm", "11 unit-mismatch", nil),
    ("count(complete) >= 1", "15 unexpected", nil),
    ("count(complete over kidney) >= 1", "21 unknown-label", nil),
    ("all(volume over kidneys)", "5 wrong-type", nil),
    ("sum(complete over kidneys) > 3 mL", "5 unknown-name", nil),
    ("all(label.side == left over all)", "29 no-side", nil),
    ("context.nephrectomy in (left, both)", "31 impossible-value", nil),
    ("context.nephrectomy in left", "1 wrong-type", nil),
    ("parameters.lest > 3 mL", "1 unknown-name", "did you mean 'parameters.least'?"),
    ("context.age > 3 mm", "15 unit-mismatch", nil),
    ("volume(label.pair) > 3 mL", "0 no-pair", nil),
    ("volume > word", "10 wrong-type", nil),
    ("components > least", "14 unit-mismatch", nil),
    ("volume", "1 wrong-type", nil),
    ("3", "1 wrong-type", nil),
    ("complete > 3", "1 unknown-name", nil),
    ("complete &&  present", "10 unexpected", "write and"),
    ("complete and", "13 unexpected", nil),
    ("(complete", "1 unexpected", nil),
    ("complete present", "10 unexpected", nil),
    ("label.side = left", "12 unexpected", "write =="),
    ("volume in > 3 mL", "11 unexpected", nil),
    ("", "1 unexpected", nil),
  ])
  func `what cannot be is told at its place`(text: String, expected: String, suggestion: String?) {
    let (condition, problems, diagnostics) = Self.read(text)
    #expect(condition == nil)
    #expect(problems == [expected])
    if let suggestion { #expect(diagnostics.first?.suggestion == suggestion) }
  }

  @Test func `several problems of one condition are told together`() {
    let (_, problems, _) = Self.read("complet and context.nephrectomy == up or volume > 5")
    #expect(problems == ["1 unknown-name", "36 impossible-value", "51 missing-unit"])
  }

  @Test(arguments: [
    ("min(volume, 3 mL) > 1 mL", "5 no-subject"), ("all(present(liver) over all) and volume > 3 mL", "34 no-subject"),
    ("complete", "1 no-subject"), ("volume > 3 mL", "1 no-subject"), ("label.side == left", "1 no-subject"),
  ])
  func `bare facts need a subject`(text: String, expected: String) {
    #expect(Self.read(text, each: "").1 == [expected])
  }

  @Test func `label side needs subjects that have one`() {
    #expect(Self.read("label.side == left", each: "liver").1 == ["0 no-side"])
  }

  @Test func `deep nesting ends in a diagnostic`() {
    let text = String(repeating: "(", count: 500) + "true" + String(repeating: ")", count: 500)
    #expect(Self.read(text).1.map { $0.split(separator: " ")[1] } == ["too-deep"])
    #expect(
      Self.read(String(repeating: "not ", count: 400) + "true").1.map { $0.split(separator: " ")[1] } == ["too-deep"])
  }

  @Test func `an endless chain ends in a diagnostic`() {
    #expect(Self.read("true" + String(repeating: " and true", count: 50_000)).1 == ["0 too-long"])
  }

  @Test func `a condition says what it needs`() throws {
    let condition = try #require(
      Self.read("complete and volume(liver) / volume in 1..9 or present(kidneys) and context.breath == out").0)
    let needs = condition.needs(subject: Self.subject)
    let volume = try #require(SmallKinds.vocabulary.measure("volume"))
    #expect(needs.measures == [.init(volume, ["liver"]), .init(volume, ["kidney_left"])])
    #expect(
      needs.predicates == [
        .init(.complete, "kidney_left"), .init(.present, "kidney_left"), .init(.present, "kidney_right"),
      ])
    #expect(needs.context == ["breath"])
    #expect(needs.labels == ["liver", "kidney_left", "kidney_right"])
  }

  /// Kleene's strong logic of three values (Introduction to Metamathematics, 1952, §64).
  static let kleene: [(Character, Character, and: Character, or: Character)] = [
    ("t", "t", "t", "t"), ("t", "f", "f", "t"), ("t", "u", "u", "t"),
    ("f", "t", "f", "t"), ("f", "f", "f", "f"), ("f", "u", "f", "u"),
    ("u", "t", "u", "t"), ("u", "f", "f", "u"), ("u", "u", "u", "u"),
  ]

  @Test func `three-valued logic is Kleene's`() {
    func value(_ letter: Character) -> Truth { letter == "t" ? .true : letter == "f" ? .false : .unknown(.noImage) }
    for row in Self.kleene {
      #expect((value(row.0) && value(row.1)) == value(row.and))
      #expect((value(row.0) || value(row.1)) == value(row.or))
    }
    #expect(!Truth.true == .false)
    #expect(!Truth.false == .true)
    #expect(!Truth.unknown(.noImage) == .unknown(.noImage))
    #expect((Truth.unknown(.noImage) && .unknown(.noSpacing)) == .unknown([.noImage, .noSpacing]))
  }
}
