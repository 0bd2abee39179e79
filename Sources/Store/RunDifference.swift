package import Results

/// What differs between two runs over the same cases: two releases of a model, or two policies.
package struct RunDifference: Sendable {
  /// A case with another verdict in the new run.
  package struct Flip: Sendable {
    package let caseName: String
    /// A decision's word, or `error`.
    package let old: String
    package let new: String
    /// The findings that it is owed to; nil where one of the runs could not check the case.
    package let difference: CaseDifference?
    /// Why the case could not be checked in one of the runs.
    package let failure: CaseFailure?
  }

  package let old: RunEntry
  package let new: RunEntry
  /// How many cases both runs have, by the old and the new verdict.
  package private(set) var counts: [String: [String: Int]] = [:]
  package private(set) var flips: [Flip] = []
  /// Names of cases that only one of the runs has.
  package private(set) var onlyOld: [String] = []
  package private(set) var onlyNew: [String] = []
  /// In how many cases the exports have other contents, and in how many another policy judged.
  package private(set) var otherExports = 0
  package private(set) var otherPolicies = 0

  /// The words of verdicts, in the order of tables.
  package static let verdicts = ["accept", "review", "reject", "error"]

  package var compared: Int { counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  /// How many flips each expectation is among the reasons of, the commonest first.
  package var responsible: [(expectation: String, flips: Int)] {
    let all = flips.flatMap { $0.difference?.responsible ?? [] }
    return Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (expectation: $0.key, flips: $0.value) }
  }

  /// Compares the runs of one store or of two. Cases are the same by their names; of several with one name the first is
  /// compared with the first. Memory: two records, and what flips.
  package init(
    _ old: RunEntry, in oldStore: Store, with new: RunEntry, in newStore: Store
  ) throws(StoreError) {
    (self.old, self.new) = (old, new)
    let (before, after) = (try oldStore.cases(of: old.id), try newStore.cases(of: new.id))
    var later: [String: [CaseEntry]] = [:]
    for found in after.reversed() { later[found.name, default: []].append(found) }
    for earlier in before {
      guard let match = later[earlier.name]?.popLast() else {
        onlyOld.append(earlier.name)
        continue
      }
      counts[earlier.verdict, default: [:]][match.verdict, default: 0] += 1
      if let digest = earlier.exportDigest, let other = match.exportDigest, digest != other { otherExports += 1 }
      if let policy = earlier.policy, let other = match.policy, policy.sha256 != other.sha256 { otherPolicies += 1 }
      guard earlier.verdict != match.verdict else { continue }
      var difference: CaseDifference?
      if earlier.decision != nil, match.decision != nil,
        let record = try oldStore.result(of: earlier.id).record, let other = try newStore.result(of: match.id).record
      {
        difference = CaseDifference(
          caseName: earlier.name, old: RehearsedCase(record), new: RehearsedCase(other))
      }
      flips.append(
        Flip(
          caseName: earlier.name, old: earlier.verdict, new: match.verdict, difference: difference,
          failure: match.failure ?? earlier.failure))
    }
    let left = Set(later.values.flatMap { $0.map(\.id) })
    onlyNew = after.filter { left.contains($0.id) }.map(\.name)
  }
}
