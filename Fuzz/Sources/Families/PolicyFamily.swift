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
        - {id: b, label: liver, volume: 900..2000 ml, when: present(liver) and age > 18}
        - {id: c, position: liver is right-of spleen}
      """
    return [Array(small.utf8)]
      + (Shipped.policies() + Shipped.policyTests() + Shipped.phantoms()).map { Array($0.text.utf8) }
  } run: { bytes in
    let reading = PolicyReader.read(bytes: bytes, file: "p.yaml", vocabulary: .standard)
    precondition(reading.policy != nil || !reading.diagnostics.isEmpty, "what cannot be read says why")
    _ = reading.rendered(reading.diagnostics)
    let text = String(decoding: bytes, as: UTF8.self)
    var diagnostics = Diagnostics()
    _ = PhantomReader { _ in nil }.recipe(text: text, file: "p.yaml", diagnostics: &diagnostics)
    _ = diagnostics.sorted.map { $0.rendered(source: text) }
  }
}
