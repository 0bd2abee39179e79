import Diagnostics
import Evaluation
import PolicyLanguage
import Testing

/// What authors write who know other languages, and what they are told to write instead. The right form is stated here
/// by hand, as the guide has it; that it can be read is shown beside it.
@Suite struct AuthorsWordsTests {
  static func diagnostics(_ expectation: String) -> [Diagnostic] {
    let text = """
      segwarden: 1
      policy: p
      version: 1
      task: {dimensions: 3}
      labels:
        liver: {value: 1, side: right}
        spleen: {value: 2, side: left}
      expectations:
        - id: x
      \(expectation.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    return PolicyLint.report(reading).filter { $0.severity > .note }
  }

  /// What stands there, the one rule that is told, and what is to be written.
  @Test(arguments: [
    ("volume: 50-450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 50–450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 50 - 450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 50 mL - 450 mL", "not-a-range", "write 50 mL..450 mL"),
    ("volume: 50 to 450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: between 50 and 450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 50...450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 50…450 mL", "not-a-range", "write 50..450 mL"),
    ("volume: 250 ± 50 mL", "not-a-range", "write 200..300 mL"),
    ("volume: 0,5..1,5 L", "not-a-range", "write 0.5..1.5 L"),
    ("volume: 50..inf mL", "not-a-range", "write \">= 50 mL\""),
    ("volume: 50.. mL", "not-a-range", "write \">= 50 mL\""),
    ("volume: ..450 mL", "not-a-range", "write <= 450 mL"),
    ("volume: more than 50 mL", "not-a-range", "write \"> 50 mL\""),
    ("volume: at least 50 mL", "not-a-range", "write \">= 50 mL\""),
    ("volume: up to 450 mL", "not-a-range", "write <= 450 mL"),
    ("volume: ≥ 50 mL", "not-a-range", "write \">= 50 mL\""),
    ("volume: [50 mL, 450 mL]", "not-a-range", "write volume: 50 mL..450 mL"),
    ("volume: [50, 450]", "not-a-range", "write volume: 50..450 mL"),
    ("volume: {min: 50 mL, max: 450 mL}", "not-a-range", "write volume: 50 mL..450 mL"),
    ("volume: {max: 450 mL}", "not-a-range", "write volume: \"<= 450 mL\""),
    ("volume: {typical: [50 mL, 450 mL]}", "wrong-type", "write 50 mL..450 mL"),
    ("volume: {typical: {min: 50, max: 450 mL}}", "wrong-type", "write 50..450 mL"),
    ("volume: 50..450", "missing-unit", "write 50..450 mL"),
    ("volume: \">= 50\"", "missing-unit", "write \">= 50 mL\""),
    ("volume: 450..50 mL", "reversed-range", "write 50..450 mL"),
    ("shape: {sphere: 0.5..1}", "unknown-key", "did you mean 'sphericity'?"),
    ("kind: volume\nrange: 50..450 mL", "unknown-key", "write volume: 50..450 mL"),
    ("type: volume\nmin: 50 mL\nmax: 450 mL", "unknown-key", "write volume: 50 mL..450 mL"),
    ("kind: volum\nlimits: 50..450 mL", "unknown-key", "write volume: 50..450 mL"),
    ("touches: spleen", "unknown-key", "did you mean 'adjacency'?"),
    ("connected: true", "unknown-key", "did you mean 'connectivity'?"),
    ("volume: 50..450 mL\nseverity: error", "unknown-value", "did you mean 'reject'?"),
    ("volume: 50..450 mL\nseverity: warning", "unknown-value", "did you mean 'review'?"),
    ("volume: 50..450 mL\nreason: It is so.", "unknown-key", "did you mean 'because'?"),
    ("volume: 50..450 mL\nif: complete", "unknown-key", "did you mean 'when'?"),
    ("presence: must", "unknown-value", "did you mean 'required'?"),
    ("position: is right of spleen", "unknown-value", "write right-of"),
    ("position: is in front of spleen", "unknown-value", "did you mean 'anterior-to'?"),
    ("position: is above spleen", "unknown-value", "did you mean 'superior-to'?"),
    ("position: is right_of spleen", "unknown-value", "write right-of"),
    ("volume: 50..450 mL\nwhen: complete AND present", "unexpected", "write and"),
    ("volume: 50..450 mL\nwhen: complete && present", "unexpected", "write and"),
    ("volume: 50..450 mL\nwhen: NOT complete", "unexpected", nil),
    ("assert: volume = 5 mL", "unexpected", "write =="),
    ("assert: volume ≥ 5 mL", "unexpected", "write >="),
    ("assert: spleen.volume > 5 mL", "unknown-name", "write volume(spleen)"),
    ("assert: volume > 5", "missing-unit", nil),
    ("volume: 50..450 mL\nbecause: “It is so.”", "typographic-quotes", "write straight quotes, or none: \"It is so.\""),
    ("connectivity: {largest_fraction: \">= 90\"}", "impossible-limit", "write \">= 90 %\" if per cent are meant"),
    ("connectivity: {largest_fraction: \">= 120 %\"}", "impossible-limit", nil),
    ("holes: {fraction: 110..120 %}", "impossible-limit", nil),
    ("shape: {sphericity: \">= 1.5\"}", "impossible-limit", nil),
    ("volume: \">= 0 mL\"", "never-fails", "narrow the limits, or remove them"),
    ("connectivity: {components: 1, ignore_below: 5}", "out-of-range", "write 5 %, 5 voxels, or a size such as 0.1 mL"),
    ("area: 5..10 cm2", "never-applies", "write volume, add slices: every, or say task: {dimensions: 2}"),
    ("connectivity: {components: 1, ignore_below: 2 %}\nslices: 90 %", "exact-quantifier", nil),
    (
      "volume: 50..450 mL\nwhen: volume > 100 mL and volume < 50 mL", "never-applies",
      "remove the expectation, or correct the condition"
    ),
    (
      "assert: volume > 100 mL and volume < 50 mL", "never-holds",
      "correct the limits; write or where one of them is enough"
    ),
    ("assert: volume >= 0 mL", "never-fails", "correct the limits, or remove the expectation"),
  ])
  func `what an author means is told in the right form`(written: String, rule: String, suggestion: String?) {
    let told = Self.diagnostics("label: liver\n" + written)
    #expect(told.map(\.rule.rawValue) == [rule], "\(told.map(\.message))")
    if let suggestion { #expect(told.first?.suggestion == suggestion) }
  }

  /// What belongs to one expectation and is written apart from it, or together with what does not belong there.
  @Test(arguments: [
    ("right_of: spleen", "unknown-key", "write position: is right-of spleen"),
    ("above: spleen", "unknown-key", "write position: is superior-to spleen"),
    ("position: {right_of: spleen}", "wrong-type", "write position: is right-of spleen"),
    ("adjacency: spleen", "needless-each", "write adjacency: {between: [liver, spleen], …}, and remove label"),
    ("volume: 50..450\nunit: mm3", "unknown-key", "write volume: 50..450 mm3"),
    ("volume: {typical: 50..450, unit: mL}", "unknown-key", "write typical: 50..450 mL"),
  ])
  func `what is written apart is put together`(written: String, rule: String, suggestion: String) {
    let told = Self.diagnostics("label: liver\n" + written)
    #expect(told.map(\.rule.rawValue) == [rule], "\(told.map(\.message))")
    #expect(told.first?.suggestion == suggestion)
  }

  @Test func `a label's value alone, and a header without its first line, are told with the line to write`() {
    func told(_ text: String) -> [Diagnostic] {
      PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard).diagnostics
        .filter { $0.severity == .error }
    }
    let value = told("segwarden: 1\npolicy: p\nversion: 1\nlabels:\n  liver: 1\n")
    #expect(value.map(\.rule.rawValue) == ["wrong-type"] && value[0].suggestion == "write liver: {value: 1}")
    let header = told("policy: p\nversion: 1\nlabels:\n  liver: {value: 1}\n")
    #expect(header.map(\.rule.rawValue) == ["missing-key"] && header[0].suggestion == "write segwarden: 1")
  }

  @Test(arguments: [
    ("volume: {label: liver, typical: 50..450 mL}", "missing-each", "move it one level up, as label: liver"),
    ("volume: {each: [liver, spleen], typical: 50..450 mL}", "missing-each", "move it one level up, as each: […]"),
    ("label:liver\nvolume: 50..450 mL", "syntax", "write label: liver"),
    ("each: [liver, spleen]\nquorum: 1\nvolume: 50..450 mL", "exact-quantifier", nil),
    ("label: “liver”\nvolume: 50..450 mL", "typographic-quotes", nil),
  ])
  func `labels in the wrong place are told`(written: String, rule: String, suggestion: String?) {
    let told = Self.diagnostics(written)
    #expect(told.first?.rule.rawValue == rule, "\(told.map(\.message))")
    if let suggestion { #expect(told.first?.suggestion == suggestion) }
  }

  /// Each suggestion that is a line of YAML says what can be read.
  @Test(arguments: [
    "volume: 50..450 mL", "volume: 50 mL..450 mL", "volume: 200..300 mL", "volume: \">= 50 mL\"", "volume: <= 450 mL",
    "position: is right-of spleen", "position: is anterior-to spleen", "position: is superior-to spleen",
    "assert: volume(spleen) > 5 mL",
    "connectivity: {largest_fraction: \">= 90 %\"}",
  ])
  func `what is suggested can be read`(written: String) {
    #expect(Self.diagnostics("label: liver\n" + written).isEmpty)
  }
}
