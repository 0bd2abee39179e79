internal import Evaluation
package import Learning
package import PolicyLanguage
package import Wording

/// Everything that cohorts are measured for, and what each number is for.
package struct FitQuestions: Sendable {
  /// The features of one card, each with the places of its labels' numbers.
  package struct Card: Sendable {
    package let subject: String
    package let labels: [String]
    package var features: [(feature: FitFeature, unit: Wording.Unit, places: [Int])] = []
  }

  package private(set) var wanted: [WantedNumber] = []
  /// Places of the numbers that the policy limits.
  package private(set) var limited: [Int] = []
  /// Places of those that it does not.
  package private(set) var additional: [Int] = []
  package private(set) var cards: [Card] = []
  /// What is not learned, and why.
  package private(set) var notes: [String] = []

  private let policy: Policy
  private let choice: FitChoice
  private let nature: CohortNature

  /// - Parameter withCards: whether there are rejected cases to fit scorecards to.
  package init(policy: Policy, choice: FitChoice, nature: CohortNature, withCards: Bool) {
    self.policy = policy
    self.choice = choice
    self.nature = nature
    addLimits()
    if !withCards || choice.numbers.contains(where: { $0.function.arity > 1 }) { addChosen() }
    if withCards { addCards() }
  }

  package var needsImage: Bool {
    policy.needsImage || wanted.contains { $0.function?.needsImage ?? false }
  }

  private mutating func add(_ number: WantedNumber) -> Int {
    wanted.append(number)
    return wanted.count - 1
  }

  private mutating func addLimits() {
    for expectation in policy.expectations {
      let variants =
        expectation.variants.isEmpty
        ? [Expectation.Variant(strata: [:], kind: expectation.kind)] : expectation.variants
      let subjects: [String?] = expectation.subjects.isEmpty ? [nil] : expectation.subjects
      for variant in variants {
        let kind = variant.kind.judged
        for subject in subjects {
          for number in kind.limitedNumbers(subject: subject, policy: policy) where choice.includes(number.labels) {
            guard expectation.slices == nil else {
              let note = "\(expectation.id) is asked slice by slice, and ranges are learned of whole structures alone."
              if !notes.contains(note) { notes.append(note) }
              continue
            }
            let place = WantedNumber.Place(expectation: expectation, subject: subject, strata: variant.strata)
            if let number = WantedNumber(number, at: place) { limited.append(add(number)) }
          }
        }
      }
    }
  }

  private func number(_ function: MeasureFunction, _ labels: [String], judgesCut: Bool) -> WantedNumber? {
    WantedNumber(
      function, of: labels, judgesCut: judgesCut, hasSpacing: nature.hasSpacing,
      isHounsfield: policy.task.modality == "CT",
      isPicture: nature.dimensions == 2)
  }

  private mutating func addChosen() {
    let all = choice.subjects?.flatMap(\.labels) ?? policy.labels.map(\.name)
    for named in choice.numbers {
      guard named.function.dimensions.contains(nature.dimensions) else {
        notes.append(
          "\(named.function.name) is not measured in \(nature.dimensions == 2 ? "pictures" : "volumes"), of which the cohort consists."
        )
        continue
      }
      let subjects = named.labels.isEmpty ? all.map { [$0] } : [named.labels]
      for labels in subjects {
        if let number = number(named.function, labels, judgesCut: false) { additional.append(add(number)) }
      }
    }
  }

  private mutating func addCards() {
    let subjects = choice.subjects ?? policy.labels.map { ($0.name, [$0.name]) }
    let chosen = choice.numbers.filter { $0.function.arity == 1 }
    for subject in subjects {
      var card = Card(subject: subject.name, labels: subject.labels)
      let functions =
        chosen.isEmpty
        ? CardFeatures.standard(
          dimensions: nature.dimensions, hasImages: nature.hasImages, hasSpacing: nature.hasSpacing)
        : chosen.filter { $0.labels.isEmpty || $0.labels == subject.labels }.map(\.function)
      for function in functions where function.dimensions.contains(nature.dimensions) {
        let numbers = subject.labels.compactMap { number(function, [$0], judgesCut: true) }
        guard let first = numbers.first, numbers.count == subject.labels.count else { continue }
        let feature = FitFeature(
          function.name, direction: CardFeatures.direction(of: function.name), support: first.support)
        card.features.append((feature, first.unit, numbers.map { add($0) }))
      }
      cards.append(card)
    }
  }
}
