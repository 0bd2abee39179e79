package import Anatomy
internal import PolicyLanguage

extension Fault {
  /// The kinds of expectations whose failures may name the fault on their own, by name, the strongest first.
  package var namingKinds: [String] {
    let signs = FaultSignature.of(self).signs.filter { $0.weight >= 0.5 }
    var weights: [String: Double] = [:]
    for sign in signs {
      for code in sign.codes { weights[code.kind] = max(weights[code.kind] ?? 0, sign.weight) }
    }
    return weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
