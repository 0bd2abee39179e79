import Evaluation
import PolicyLanguage

/// What the questions about one case are about: the findings that matter, the structures that they touch, and a few
/// of the findings that passed, those about these structures first. The rest is counted.
///
/// Chosen once for a case, before anything is asked, so that every stage speaks of the same. What is not in it cannot
/// be cited, and so cannot be cleared.
struct Focus: Hashable, Sendable {
  /// Ids of the findings that failed, warned, are open or waived, weightiest first of those that have room.
  let odd: [String]
  /// Ids of findings that passed.
  let passed: [String]
  /// Policy names, in the policy's order.
  let structures: [String]
  private let ids: Set<String>

  init(on evidence: CaseEvidence) {
    let questioned = Set(evidence.questions.map(\.finding))
    let ranked = Self.ranked(evidence.findings.filter { $0.isOdd || questioned.contains($0.id) })
    // What waits for an answer is there whatever the room: the answer settles it.
    let odd = Self.fitting(ranked, in: PromptRoom.odd) { questioned.contains($0.id) }
    structures = Self.structures(of: odd, in: evidence)
    self.odd = odd.map(\.id)
    let near = Set(structures)
    let passed = evidence.findings.filter { $0.outcome == .pass && !questioned.contains($0.id) }
    let isNear = { (finding: Finding) in finding.labels.contains(where: near.contains) }
    let inTurns = Self.turns(passed.filter(isNear), by: \.kind) + Self.turns(passed.filter { !isNear($0) }, by: \.kind)
    self.passed = inTurns.prefix(PromptRoom.passedFindings).map(\.id)
    ids = Set(self.odd).union(self.passed)
  }

  /// Findings that are in it, weightiest first.
  func findings(of all: [Finding]) -> [Finding] {
    let known = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
    return (odd + passed).compactMap { known[$0] }
  }

  func contains(_ finding: Finding) -> Bool { ids.contains(finding.id) }

  /// Weightiest first, of one weight the farthest outside its limits. A few of each code come before the many of any,
  /// so that a hundred failures of one code leave room for the one of another.
  private static func ranked(_ findings: [Finding]) -> [Finding] {
    let worstFirst = findings.enumerated().sorted {
      ($0.element.rank, $0.element.margin ?? 0, $0.offset) < ($1.element.rank, $1.element.margin ?? 0, $1.offset)
    }
    var seen: [FindingCode: Int] = [:]
    let placed = worstFirst.map(\.element).map { finding in
      let turn = seen[finding.code, default: 0]
      seen[finding.code] = turn + 1
      return (isAmongMany: turn >= PromptRoom.findingsOfOneCode, finding: finding)
    }
    return placed.filter { !$0.isAmongMany }.map(\.finding) + placed.filter(\.isAmongMany).map(\.finding)
  }

  /// The first of each key, then the second of each, and so on.
  private static func turns<Key: Hashable>(_ findings: [Finding], by key: (Finding) -> Key) -> [Finding] {
    var seen: [Key: Int] = [:]
    let turns = findings.enumerated().map { place, finding in
      let turn = seen[key(finding), default: 0]
      seen[key(finding)] = turn + 1
      return (turn: turn, place: place, finding: finding)
    }
    return turns.sorted { ($0.turn, $0.place) < ($1.turn, $1.place) }.map(\.finding)
  }

  private static func fitting(_ findings: [Finding], in room: Int, always: (Finding) -> Bool) -> [Finding] {
    var left = room
    return findings.filter { finding in
      left -= FindingLines.line([finding]).utf8.count + 1
      return left >= 0 || always(finding)
    }
  }

  /// The structures of some findings and their partners, and as many of the others that there are as a policy of few
  /// structures has; where nothing is odd, as there is room for.
  private static func structures(of odd: [Finding], in evidence: CaseEvidence) -> [String] {
    let partners = Dictionary(evidence.policy.labels.map { ($0.name, $0.pairedWith) }) { first, _ in first }
    let touched = odd.flatMap(\.labels)
    let present = evidence.structures.filter(\.hasVoxels).map(\.label)
    let isSmall = evidence.policy.labels.count <= PromptRoom.structures
    let named = touched + touched.compactMap { partners[$0] ?? nil } + (touched.isEmpty || isSmall ? present : [])
    var kept: Set<String> = []
    for name in named where kept.count < PromptRoom.structures { kept.insert(name) }
    return (evidence.policy.labels + evidence.policy.structures).map(\.name).filter(kept.contains)
  }
}

extension Finding {
  /// Whether something is to be said of it: it failed, warned, is open with weight, or was waived.
  fileprivate var isOdd: Bool {
    switch outcome {
    case .fail, .warn, .waived: true
    case .notEvaluable: notEvaluable != .ignore
    case .pass, .skipped: false
    }
  }

  /// Smallest first: what rejects, what asks for a review, what is unusual, what is noted.
  fileprivate var rank: Int {
    switch (outcome, severity) {
    case (.fail, .reject): 0
    case (.notEvaluable, _): notEvaluable == .reject ? 0 : 1
    case (.fail, .review): 1
    case (.warn, .reject), (.warn, .review): 2
    case (.fail, .note), (.warn, .note): 3
    case (.waived, _), (.pass, _), (.skipped, _): 4
    }
  }
}

extension StructureSummary {
  var hasVoxels: Bool { state == .present || state == .cutByTheBorder }
}
