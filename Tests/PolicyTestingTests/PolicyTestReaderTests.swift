import Diagnostics
import Evaluation
import Phantoms
import PolicyLanguage
import PolicyTesting
import Shipped
import Testing
import Volume

/// A policy and its tests, by hand.
enum Example {
  static let policyText = """
    segwarden: 1
    policy: p
    version: 1.0.0
    context: {resected: {values: ["yes", "no"], default: "no"}}
    parameters: {least: 100 mL}
    labels: {liver: {value: 1, side: right}, spleen: {value: 2, side: left}}
    expectations:
      - {id: there, each: all, presence: required, unless: context.resected == yes, severity: reject}
      - {id: size, label: liver, volume: {typical: '>= 200 mL', possible: '>= least'}, when: complete}
      - {id: pieces, each: all, connectivity: {components: 1}}
    waivers: [{expectation: pieces, labels: spleen, cases: [old-*], reason: Accessory spleen., owner: Dr. Roe, until: 2026-06-01}]
    """

  static func policy(_ settings: [String: String] = [:]) -> Policy? {
    PolicyReader.read(PolicySource(file: "p.yaml", text: policyText), vocabulary: .standard, settings: settings).policy
  }

  static func read(_ text: String) throws -> (file: PolicyTestFile?, problems: [String], diagnostics: [Diagnostic]) {
    let policy = try #require(Example.policy())
    let read = PolicyTestReader.read(PolicySource(file: "p.test.yaml", text: text), of: policy) { name in
      Shipped.phantoms().first { $0.name == name }.map { ("\(name).yaml", $0.text) }
    }
    return (
      read.file, read.diagnostics.map { "\($0.range.line):\($0.range.column) \($0.rule.rawValue)" }, read.diagnostics
    )
  }

  static func run(_ text: String, mutates: Bool = true) async throws -> PolicyTestResult {
    let (file, problems, _) = try read(text)
    #expect(problems == [])
    let run = PolicyTestRun(
      policy: try #require(policy()), file: try #require(file), resetting: { policy($0) },
      reading: { path, _, _ in throw Missing(path: path) })
    return await run.run(jobs: 2, mutates: mutates)
  }

  struct Missing: Error { var path: String }
}

@Suite struct PolicyTestReaderTests {
  @Test(arguments: [
    ("tests: q\ncases: []", ["1:8 unknown-policy"]),
    ("tests: p", ["1:1 missing-key"]),
    ("tests: p\ncases: 3", ["2:8 wrong-type"]),
    ("tests: p\ncases: [{case: a}]", ["2:16 missing-key", "2:16 missing-key"]),
    ("tests: p\ncases: [{case: a, phantom: nowhere, decision: accept}]", ["2:28 unknown-recipe"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, decision: acept}]", ["2:53 unknown-value"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {sise: fail}}]", ["2:52 unknown-expectation"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {size(livre): fail}}]", ["2:52 unknown-label"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {size: failed}}]", ["2:58 unknown-value"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, mutate: islnd}]", ["2:63 unknown-value"]),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, context: {resected: maybe}}]",
      ["2:64 impossible-value"]
    ),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, context: {rsected: 'yes'}}]",
      ["2:64 unknown-context"]
    ),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, set: {lest: 3 mL}}]", ["2:60 unknown-name"]),
    ("tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, today: soon}]", ["2:62 bad-date"]),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}}, {case: a, phantom: abdomen-sound, expect: {}}]",
      ["2:63 duplicate"]
    ),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {}, structures: [livre], without: names}]",
      ["2:67 unknown-label", "2:85 unknown-value"]
    ),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {size: {outcome: pass, cause: no_idea}}}]",
      ["2:81 unknown-value"]
    ),
    (
      "tests: p\ncases: [{case: a, phantom: abdomen-sound, expect: {'size, sise': fail}}]", ["2:52 unknown-expectation"]
    ),
    ("tests: p\ncases: []\nmutations: {of: b}", ["3:17 unknown-name"]),
    (
      "tests: p\ncases: []\nmutations: {of: [], except: {jaged: x, jagged: }}",
      ["3:30 unknown-value", "3:40 missing-value"]
    ),
    ("tests: p\ncases: []\nmutations: {of: [], except: {jagged(livr): x}}", ["3:30 unknown-label"]),
    (
      "tests: p\ncases: [{case: a, phantom: {shapes: [{label: live, box: {from: [R 0, A 0, S 0], to: [R 9, A 9, S 9]}}]}, expect: {}}]",
      ["2:46 unknown-label"]
    ),
    // What names a phantom with mistakes is not told as well.
    (
      "tests: p\nphantoms:\n  a: {shapes: 3}\n  b: {extends: a}\ncases: [{case: a, phantom: b, expect: {}}, {case: b, phantom: c, expect: {}}]",
      ["3:15 wrong-type", "5:63 unknown-recipe"]
    ),
  ])
  func `what is wrong is told at its place`(text: String, expected: [String]) throws {
    let (file, problems, _) = try Example.read(text)
    #expect(file == nil)
    #expect(problems == expected)
  }

  @Test func `a phantom in a line has the policy's labels and a grid around its shapes`() throws {
    let (file, problems, _) = try Example.read(
      "tests: p\ncases: [{case: a, phantom: {shapes: [{label: spleen, ellipsoid: {centre: [L 60, P 20, S 10], radii: [20, 30, 40]}}]}, expect: {}}]"
    )
    #expect(problems == [])
    guard case .phantom(let recipe)? = file?.cases.first?.source else { return #expect(Bool(false), "no phantom") }
    #expect(recipe.labels.map(\.name) == ["liver", "spleen"] && recipe.labels.map(\.value) == [1, 2])
    let spleen = recipe.segmentation(named: true).structures[1]
    // 4/3 π abc, within a few per cent on voxels of 8 mm³.
    let volume = Double(spleen.runs.voxelCount) * 8
    #expect(spleen.name == "spleen" && abs(volume / (4.0 / 3 * .pi * 20 * 30 * 40) - 1) < 0.03)
  }

  @Test func `a phantom's own labels are all that its export knows`() throws {
    let (file, problems, _) = try Example.read(
      "tests: p\ncases: [{case: a, phantom: {labels: {spleen: 4}, shapes: [{label: spleen, box: {from: [L 9, P 9, S 9], to: [R 9, A 9, I 9]}}]}, expect: {}}]"
    )
    #expect(problems == [])
    guard case .phantom(let recipe)? = file?.cases.first?.source else { return #expect(Bool(false), "no phantom") }
    #expect(recipe.segmentation(named: true).structures.map(\.name) == ["spleen"])
  }

  @Test
  func `a phantom starts from those above it and from shipped ones, with the policy's labels where there is room`()
    throws
  {
    let ball = "ellipsoid: {centre: [L 60, P 20, S 10], radii: [20, 30, 40]}"
    let (file, problems, _) = try Example.read(
      """
      tests: p
      phantoms:
        small: {shapes: [{label: spleen, \(ball)}]}
        swapped: {extends: small, swap: [[liver, spleen]]}
        lungs: {extends: chest-sound, shapes: []}
      cases: [{case: a, phantom: small, expect: {}}, {case: b, phantom: swapped, expect: {}}, {case: c, phantom: lungs, expect: {}}]
      """)
    #expect(problems == [])
    let recipes = (file?.cases ?? []).compactMap { test -> PhantomRecipe? in
      if case .phantom(let recipe) = test.source { recipe } else { nil }
    }
    try #require(recipes.count == 3)
    let (small, swapped) = (recipes[0].segmentation(), recipes[1].segmentation())
    #expect(recipes[1].grid == recipes[0].grid)
    #expect(swapped.structures[0].runs == small.structures[1].runs && swapped.structures[1].runs.isEmpty)
    // The liver's value is taken by the lungs.
    #expect(recipes[2].labels.map(\.value) == [1, 2] && !recipes[2].labels.map(\.name).contains("liver"))
  }
}
