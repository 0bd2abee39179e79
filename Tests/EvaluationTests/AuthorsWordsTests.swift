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
    ("volume: {typical: [50, 450], possible: 5..900 mL}", "wrong-type", "write 50..450 mL"),
    ("volume: {typical: 50.., possible: 5..900 mL}", "not-a-range", "write \">= 50 mL\""),
    ("volume: {typical: 50..450, possible: 5..900 mL}", "missing-unit", "write 50..450 mL"),
    ("volume: {typical: 50..450 mL, possible: 5..900}", "missing-unit", "write 5..900 mL"),
    ("volume: {typical: 50..450 %, possible: 5..900 mL}", "unit-mismatch", "write both in one unit, such as mL"),
    ("volume: {typical: 50..450 mL, possible: 0,5..900 mL}", "not-a-number", "write 0.5..900 mL"),
    ("volume: {possible: 0,5..1,5 L}", "not-a-number", "write 0.5..1.5 L"),
    ("volume: 50..450", "missing-unit", "write 50..450 mL"),
    ("volume: \">= 50\"", "missing-unit", "write \">= 50 mL\""),
    ("volume: ~ 50 mL", "not-a-number", "write both ends of a range"),
    ("volume: 50..450 mL (adults)", "unexpected", "remove it; a remark stands in a comment"),
    ("volume: 50..450 mL\nbecause: Case #12 lacked it.", "comment-in-text", nil),
    ("volume: 450..50 mL", "reversed-range", "write 50..450 mL"),
    ("shape: {sphere: 0.5..1}", "unknown-key", "did you mean 'sphericity'?"),
    ("kind: volume\nrange: 50..450 mL", "unknown-key", "write volume: 50..450 mL"),
    ("type: volume\nmin: 50 mL\nmax: 450 mL", "unknown-key", "write volume: 50 mL..450 mL"),
    ("kind: volum\nlimits: 50..450 mL", "unknown-key", "write volume: 50..450 mL"),
    ("min_volume: 50 mL", "unknown-key", "write volume: \">= 50 mL\""),
    ("volume_max: 450 mL", "unknown-key", "write volume: \"<= 450 mL\""),
    ("min_sphericity: 0.8", "unknown-key", "write shape: {sphericity: \">= 0.8\"}"),
    ("sphere: 0.5..0.9", "unknown-key", "write shape: {sphericity: 0.5..0.9}"),
    ("sphere: 0.8", "unknown-key", "write shape: {sphericity: …}"),
    ("connectivity: 1", "wrong-type", "write connectivity: {components: 1}"),
    ("connectivity: one", "wrong-type", "write connectivity: {components: 1}"),
    ("connectivity: {components: one, ignore_below: 2 %}", "not-a-number", "write 1"),
    ("holes: 0", "wrong-type", "write holes: {count: 0}"),
    ("holes: none", "wrong-type", "write holes: {count: 0}"),
    ("overlap: none", "wrong-type", "write overlap: {between: [LABEL, LABEL], …}"),
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
    ("assert: volume / volume(spleen) in [0.2, 5]", "not-a-range", "write 0.2..5"),
    ("assert: volume / volume(spleen) between 0.2 and 5", "not-a-range", "write in 0.2..5"),
    ("assert: size(spleen) > 5 mL", "unknown-function", "did you mean 'area' or 'volume'?"),
    ("assert: volume + gap(label, spleen) < 5 mL", "unit-mismatch", nil),
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
    ("right_of: [liver, spleen]", "unknown-key", "write position: liver is right-of spleen"),
    ("position: {right: liver, left: spleen}", "wrong-type", "write position: liver is right-of spleen"),
    ("adjacency: spleen", "needless-each", "write adjacency: {between: [liver, spleen], …}, and remove label"),
    (
      "adjacency: {between: [label, spleen], gap: <= 5 mm}", "needless-each",
      "write adjacency: {between: [liver, spleen], gap: \"<= 5 mm\"}, and remove label"
    ),
    ("volume: 50..450\nunit: mm3", "unknown-key", "write volume: 50..450 mm3"),
    ("volume: {typical: 50..450, unit: mL}", "unknown-key", "write typical: 50..450 mL"),
  ])
  func `what is written apart is put together`(written: String, rule: String, suggestion: String) {
    let told = Self.diagnostics("label: liver\n" + written)
    #expect(told.map(\.rule.rawValue) == [rule], "\(told.map(\.message))")
    #expect(told.first?.suggestion == suggestion)
  }

  /// A whole policy in which one text is replaced by what an author wrote in its place: the one thing that is told, and
  /// what is to be written. Nothing that only follows from it is told.
  @Test(arguments: [
    ("liver: {value: 1, side: right, aliases: [hepar]}", "liver: 1", "wrong-type", "write liver: {value: 1}"),
    ("liver: {value: 1, side: right, aliases: [hepar]}", "1: liver", "bad-name", "write liver: {value: 1}"),
    ("lobe_left: {value: 2", "lobe left: {value: 2", "bad-name", "did you mean 'lobe_left'?"),
    ("lobe_left: {value: 2", "lobe.left: {value: 2", "bad-name", "did you mean 'lobe_left'?"),
    ("lobe_left: {value: 2", "2lobe: {value: 2", "bad-name", nil),
    ("liver: {value: 1", "liver: {value: one", "not-a-number", "write 1"),
    ("side: right, aliases: [hepar]", "side: R, aliases: [hepar]", "unknown-value", "did you mean 'right'?"),
    ("aliases: [hepar]", "aliases: hepar", "wrong-type", "write [hepar]"),
    ("paired_with: lobe_left", "paired_with: lobe_right", "bad-pair", "did you mean 'lobe_left'?"),
    ("  liver:", "  - liver\n  spleen:", "syntax", nil),
    ("lobes: [lobe_left, lobe_right]", "lobes: [lobes, lobe_right]", "self-reference", "name labels"),
    ("lobes: [lobe_left, lobe_right]", "lobes: [lobe_lefft, lobe_right]", "unknown-label", "did you mean 'lobe_left'?"),
    ("  lobes: [", "  liver: [", "duplicate", "give the group another name"),
    ("  - id: near", "  near:", "syntax", "write - id: near, as in line 14"),
    ("  - id: near", "    id: near", "duplicate-key", "write - id: near"),
    ("  - id: near\n    each", "  - each", "missing-key", "write id: NAME, a name of its own"),
    ("context.surgery == label.side", "surgery == left", "unknown-name", "write context.surgery"),
    ("gap(label, liver)", "gap(lobe left, liver)", "unexpected", "did you mean 'lobe_left'?"),
    ("model: advises", "model: clear", "unknown-value", "write {clear: [CODE]}"),
    ("dimensions: 3", "dimensions: 3D", "unexpected", "write 3"),
    ("source: a textbook", "source: [a, b]", "wrong-type", "write it as one: \"a; b\""),
    ("segwarden: 1\n", "", "missing-key", "write segwarden: 1"),
  ])
  func `one mistake in a policy is told once`(text: String, written: String, rule: String, suggestion: String?) throws {
    let sound = """
      segwarden: 1
      policy: p
      version: 1
      task: {dimensions: 3}
      context:
        surgery: {values: [none, left, right], default: none}
      labels:
        liver: {value: 1, side: right, aliases: [hepar]}
        lobe_left: {value: 2, side: left}
        lobe_right: {value: 3, side: right, paired_with: lobe_left}
      groups:
        lobes: [lobe_left, lobe_right]
      expectations:
        - id: there
          each: lobes
          presence: required
          unless: context.surgery == label.side
        - id: near
          each: lobes
          assert: gap(label, liver) <= 15 mm
          when: all(complete over lobes)
          source: a textbook
        - id: apart
          position: lobe_left is left-of lobe_right
      decision:
        model: advises

      """
    func diagnostics(_ text: String) -> [Diagnostic] {
      PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard).diagnostics
    }
    try #require(sound.contains(text) && diagnostics(sound).isEmpty)
    let told = diagnostics(sound.replacing(text, with: written, maxReplacements: 1))
    #expect(told.map(\.rule.rawValue) == [rule], "\(told.map(\.message))")
    if let suggestion { #expect(told.first?.suggestion == suggestion) }
  }

  /// Labels as a list are labels all the same.
  @Test(arguments: [
    ("[liver, spleen]", "write liver: {value: …}, a line for each"),
    ("[{name: liver, value: 1}, {name: spleen, value: 2}]", "write liver: {value: 1}, a line for each"),
    ("[{liver: {value: 1}}, {spleen: {value: 2}}]", "write liver: {value: 1}, a line for each"),
  ])
  func `labels as a list are told once`(labels: String, suggestion: String) {
    let text = """
      segwarden: 1
      policy: p
      version: 1
      labels: \(labels)
      groups: {both: [liver, spleen]}
      expectations:
        - {id: a, each: both, presence: required}
        - {id: b, position: spleen is left-of liver}
        - {id: c, each: all, holes: {count: 0}}
      """
    let told = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard).diagnostics
    #expect(told.map(\.rule.rawValue) == ["wrong-type"] && told[0].suggestion == suggestion, "\(told)")
  }

  @Test(arguments: [
    ("presence: forbidden", "", ["never-holds"]), ("presence: forbidden", "when: complete(spleen)", ["never-holds"]),
    ("presence: optional", "", []), ("connectivity: {components: 0, ignore_below: 2 %}", "", ["impossible-limit"]),
    ("connectivity: {components: 1, ignore_below: 2 %}", "", []),
  ])
  func `what cannot be beside what is required is told`(kind: String, condition: String, rules: [String]) {
    let text = """
      segwarden: 1
      policy: p
      version: 1
      labels: {liver: {value: 1}, spleen: {value: 2}}
      expectations:
        - {id: a, each: all, presence: required, because: why}
        - id: b
          label: liver
          \(kind)
          because: why
          \(condition)
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(PolicyLint.report(reading).map(\.rule.rawValue) == rules)
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
