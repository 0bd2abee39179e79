import Evaluation
import Pictures
import PolicyLanguage
import Volume

/// The evidence of one case by id: findings, pictures, and grounded statements as they are made. Knowledge alone may
/// cite a policy's expectations.
struct EvidenceTable: Sendable {
  let policy: Policy
  let names: StructureNames
  private let checker: any StatementChecker
  private var items: [String: Item] = [:]
  /// Statements that were made and are not borne out: they cannot be cited, and it is said why.
  private var ungrounded: Set<String> = []
  /// What is known of the case beside its findings. Nobody has to cite it.
  private(set) var background = Cited()
  /// The facts of the case that can be cited.
  private(set) var facts: [GivenFact] = []
  /// The policy's expectations by id, which findings' ids must not meet.
  private var expectations: [String: Expectation] = [:]

  /// What can be cited. A case has hundreds of findings, of which a handful is: their texts are read when they are.
  private enum Item: Sendable {
    case cited(Cited)
    case finding(Finding, texts: [String])
    case expectation(Expectation)
  }

  /// A policy's expectations alone, for knowledge.
  init(policy: Policy, checker: any StatementChecker = Grounding()) {
    self.policy = policy
    self.checker = checker
    names = StructureNames(policy)
    expectations = Self.expectations(of: policy)
    items = expectations.mapValues(Item.expectation)
  }

  /// Findings, pictures by their ids, and the structures that the findings are about.
  init(evidence: CaseEvidence, findings: [Finding], checker: any StatementChecker = Grounding()) {
    policy = evidence.policy
    self.checker = checker
    names = StructureNames(evidence.policy)
    expectations = Self.expectations(of: policy)
    let structures = Dictionary(evidence.structures.map { ($0.label, $0) }) { first, _ in first }
    background = Cited(
      texts: evidence.context.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }, labels: [], names: names)
    facts = GivenFact.all(of: evidence)
    for fact in facts { items[fact.id] = .cited(Cited(texts: [fact.text], labels: [], names: names)) }
    for finding in findings {
      var texts: [String?] = [
        finding.message, finding.cause, finding.expected, finding.counterfactual, finding.because,
        finding.measured?.words, finding.source?.cite, finding.source?.mean, finding.repair,
      ]
      if let slices = finding.location?.slices { texts.append("slices \(slices.from) to \(slices.to)") }
      for label in finding.labels {
        guard let structure = structures[label] else { continue }
        texts += [structure.size?.words, structure.centre, structure.state.rawValue]
      }
      items[finding.id] = .finding(finding, texts: texts.compactMap(\.self))
    }
    for (index, picture) in evidence.pictures.enumerated() {
      // A caption explains the picture; its words and directions are no evidence for a claim.
      var cited = Cited()
      cited.quantities = StatedNumber.all(in: picture.caption)
      cited.showsPicture = true
      items["P\(index + 1)"] = .cited(cited)
    }
  }

  private static func expectations(of policy: Policy) -> [String: Expectation] {
    Dictionary(policy.expectations.map { ($0.id, $0) }) { _, last in last }
  }

  private func cited(_ item: Item) -> Cited {
    switch item {
    case .cited(let cited): cited
    case .finding(let finding, let texts): Cited(finding, texts: texts, names: names)
    case .expectation(let expectation): Cited(expectation, names: names)
    }
  }

  /// A statement marked as grounded or not, and made citable when it is.
  mutating func check(_ statement: Statement) -> Statement {
    var checked = statement
    checked.problem = checker.problem(of: statement, in: self)
    checked.grounded = checked.problem == nil
    add(checked)
    return checked
  }

  /// Makes a statement citable, if it is grounded.
  mutating func add(_ statement: Statement) {
    guard statement.grounded else {
      ungrounded.insert(statement.id)
      return
    }
    var cited = gather(statement.evidence)
    if statement.isKnowledge {
      for id in statement.evidence { if let item = expectations[id] { cited.merge(Cited(item, names: names)) } }
    }
    cited.texts.append(statement.text)
    cited.labels.formUnion(names.mentions(in: statement.text))
    if let label = statement.label { cited.labels.insert(label) }
    cited.restsOnPicture = cited.restsOnPicture || cited.showsPicture
    cited.showsPicture = false
    items[statement.id] = .cited(cited)
  }

  /// Makes the outcome of a comparison citable. It rests on pictures that no other statement may cite.
  mutating func add(_ statement: Statement, rank: Contrast.Rank) {
    var cited = Cited(
      texts: [statement.text], labels: [statement.label].compactMap(\.self), names: names)
    cited.ranks = [rank]
    cited.restsOnPicture = true
    items[statement.id] = .cited(cited)
  }

  /// The fact of the case that an id is, which somebody gave and the policy did not assume; nil where it is none.
  func fact(_ id: String) -> GivenFact? { facts.first { $0.id == id } }

  /// Whether an id is that of a picture.
  func isPicture(_ id: String) -> Bool {
    if case .cited(let cited) = items[id] { cited.showsPicture } else { false }
  }

  /// Whether an id is that of a statement that is not borne out.
  func isUngrounded(_ id: String) -> Bool { ungrounded.contains(id) }

  /// Everything behind some ids.
  func gather(_ ids: [String]) -> Cited {
    var cited = Cited()
    for id in ids {
      guard let item = items[id].map(self.cited) else {
        cited.unknown.append(id)
        continue
      }
      cited.merge(item)
      cited.showsPicture = cited.showsPicture || item.showsPicture
    }
    return cited
  }

  /// The ids that can be cited, in a stable order.
  func ids(startingWith prefixes: [Character]) -> [String] {
    items.keys.filter { $0.first.map(prefixes.contains) ?? false }
      .sorted { ($0.first ?? " ", $0.count, $0) < ($1.first ?? " ", $1.count, $1) }
  }
}
