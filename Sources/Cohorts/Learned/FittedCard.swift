package import Learning
package import Wording

/// A scorecard for a label or a group, or why there is none.
package struct FittedCard: Sendable {
  /// The label, or the group, that it is about.
  package let subject: String
  package let labels: [String]
  package let result: Result<ScorecardFit, FitError>
  /// Units of the features that may be in it.
  package let units: [String: Wording.Unit]
  /// How many masks it was fitted to.
  package let accepted: Int
  package let rejected: Int

  var fit: ScorecardFit? { try? result.get() }

  /// Whether it is worth proposing: it is not empty, finds a cut-off for review, and tells rejected from accepted masks
  /// by more than chance.
  var isUseful: Bool {
    guard let fit else { return false }
    return !fit.card.features.isEmpty && fit.card.reviewAt != nil && fit.validation.card.area.interval.lowerBound > 0.5
  }

  /// Fits a card to the masks of some labels in two cohorts.
  ///
  /// Masks of one case, and cases of one name in both cohorts (a mask that was mended), stay in one fold.
  ///
  /// - Parameter wanted: places of the numbers in the cohorts' values, by feature, one for each label.
  package init(
    _ subject: String, labels: [String], accepted: Cohort, rejected: Cohort,
    features: [(feature: FitFeature, unit: Wording.Unit, places: [Int])], rule: FitRule
  ) {
    self.subject = subject
    self.labels = labels
    units = Dictionary(features.map { ($0.feature.name, $0.unit) }) { first, _ in first }
    func masks(_ cohort: Cohort) -> [FitCase] {
      cohort.cases.flatMap { one in
        labels.indices.compactMap { label -> FitCase? in
          var values: [String: Double] = [:]
          for feature in features { values[feature.feature.name] = one.values[feature.places[label]].number }
          // A label without a single number is not there; its absence is judged where presence is declared.
          return values.isEmpty ? nil : FitCase(values, group: one.name)
        }
      }
    }
    let (sound, faulty) = (masks(accepted), masks(rejected))
    self.accepted = sound.count
    self.rejected = faulty.count
    do throws(FitError) {
      result = .success(
        try ScorecardFit(accepted: sound, rejected: faulty, features: features.map(\.feature), rule: rule))
    } catch {
      result = .failure(error)
    }
  }

  /// A step of a card as the policy language writes it: points that are added below or above one limit.
  package struct Entry: Sendable, Hashable {
    package let measure: String
    /// Nil: above.
    package let isBelow: Bool
    /// In the canonical unit.
    package let limit: Double
    package let points: Int
  }

  /// Each entry adds its points to those of milder ones.
  package var entries: [Entry] {
    (fit?.card.features ?? []).flatMap { feature in
      var entries: [Entry] = []
      for isBelow in [true, false] {
        var before = 0
        for step in feature.steps {
          guard let limit = isBelow ? step.low : step.high else { continue }
          // A worse step whose limit on this side is that of a milder one adds to it.
          if let last = entries.last, last.isBelow == isBelow, last.limit == limit {
            entries[entries.count - 1] = Entry(
              measure: feature.name, isBelow: isBelow, limit: limit, points: last.points + step.points - before)
          } else {
            entries.append(
              Entry(measure: feature.name, isBelow: isBelow, limit: limit, points: step.points - before))
          }
          before = step.points
        }
      }
      return entries
    }
  }

  /// A limit of a card in its unit.
  package func text(_ entry: Entry) -> String {
    units[entry.measure].map { LimitsText(unit: $0).number(entry.limit) } ?? Significant.text(entry.limit, digits: 12)
  }
}
