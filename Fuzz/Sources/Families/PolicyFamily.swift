import Diagnostics
import Evaluation
import Phantoms
import PolicyLanguage
import PolicyTesting
import Shipped

extension Family {
  /// Policies, their tests and recipes of phantoms: YAML.
  static let policies = Family(name: "policies") {
    let small = """
      segwarden: 1
      policy: p
      version: 1.0.0
      labels: {liver: {value: 1}, spleen: {value: 2}}
      expectations:
        - {id: a, each: [liver, spleen], connectivity: {components: 1, ignore_below: 2 %}, severity: reject}
        - {id: b, label: liver, volume: 900..2000 mL, when: present(spleen)}
        - {id: c, position: liver is right-of spleen}
      """
    return [Array(small.utf8)]
      + (Shipped.policies() + Shipped.policyTests() + Shipped.phantoms()).map { Array($0.text.utf8) }
  } isSound: { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    var diagnostics = Diagnostics()
    return PolicyReader.read(bytes: bytes, file: "p.yaml", vocabulary: .standard).policy != nil
      || tests(text).file != nil
      || PhantomReader(library: recipe(named:)).recipe(text: text, file: "p.yaml", diagnostics: &diagnostics) != nil
  } run: { bytes in
    let reading = PolicyReader.read(bytes: bytes, file: "p.yaml", vocabulary: .standard)
    precondition(reading.policy != nil || !reading.diagnostics.isEmpty, "what cannot be read says why")
    _ = reading.rendered(reading.diagnostics)
    let text = String(decoding: bytes, as: UTF8.self)
    var diagnostics = Diagnostics()
    _ = PhantomReader(library: recipe(named:)).recipe(text: text, file: "p.yaml", diagnostics: &diagnostics)
    _ = diagnostics.sorted.map { $0.rendered(source: text) }
    let tests = tests(text)
    precondition(tests.file != nil || !tests.diagnostics.isEmpty, "what cannot be read says why")
    _ = tests.diagnostics.map { $0.rendered(source: text) }
  }

  private static let shipped = Shipped.policies().compactMap { shipped in
    PolicyReader.read(bytes: Array(shipped.text.utf8), file: "p.yaml", vocabulary: .standard).policy
  }

  /// A text as tests of the shipped policy that it names, else of the first.
  private static func tests(_ text: String) -> (file: PolicyTestFile?, diagnostics: [Diagnostic]) {
    let policy = shipped.first { text.contains("tests: \($0.id)\n") } ?? shipped[0]
    return PolicyTestReader.read(PolicySource(file: "p.test.yaml", text: text), of: policy) { recipe(named: $0) }
  }

  @Sendable private static func recipe(named name: String) -> (file: String, text: String)? {
    Shipped.phantoms().first { $0.name == name }.map { ("\($0.name).yaml", $0.text) }
  }
}
