package import Results

/// What one run, or another predictor, says about many cases.
package struct Predictions: Sendable {
  /// What people call it.
  package let name: String
  package private(set) var byCase: [String: Prediction] = [:]
  /// Cases that it says nothing about, each with the reason in a sentence.
  package private(set) var silent: [String: String] = [:]

  /// What a record says about its case.
  package struct Said: Sendable {
    let caseName: String
    /// Nil where the case could not be checked.
    let prediction: Prediction?
    let failure: String?

    /// A case that was checked, or that could not be.
    package init(_ result: CaseResult) {
      caseName = result.caseName
      prediction = result.record.map(Prediction.init)
      failure = result.failure?.message
    }
  }

  package init(name: String) { self.name = name }

  package mutating func add(_ said: Said) {
    if let prediction = said.prediction {
      add(prediction, of: said.caseName)
    } else {
      silence(said.caseName, because: "it could not be checked: \(said.failure ?? "nobody knows why.")")
    }
  }

  mutating func add(_ prediction: Prediction, of name: String) {
    if byCase[name] != nil || silent[name] != nil {
      silence(name, because: "several records carry its name, and nobody can tell which is meant.")
    } else {
      byCase[name] = prediction
    }
  }

  /// A case about which nothing can be known.
  package mutating func silence(_ name: String, because reason: String) {
    byCase[name] = nil
    silent[name] = reason
  }

  /// All cases that are spoken of, sorted.
  package var names: [String] { (Array(byCase.keys) + silent.keys).sorted() }
}
