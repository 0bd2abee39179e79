import Evaluation
import Pictures
import PolicyLanguage
import Volume

/// What a statement cites, gathered through the statements that it cites in turn.
struct Cited: Sendable {
  /// Ids that are not in the record.
  var unknown: [String] = []
  /// All words of the evidence.
  var texts: [String] = []
  /// All numbers of the evidence.
  var quantities: [StatedNumber] = []
  /// Structures that the evidence is about or mentions.
  var labels: Set<String> = []
  /// Findings cited, directly or through statements.
  var findings: [Finding] = []
  /// What comparisons of masks gave.
  var ranks: [Contrast.Rank] = []
  /// Whether it cites a picture itself.
  var showsPicture = false
  /// Whether a picture is behind it somewhere.
  var restsOnPicture = false

  init() {}

  /// Reads every text for its numbers and structures.
  init(texts: [String], labels: [String], names: StructureNames) {
    self.texts = texts
    quantities = texts.flatMap(StatedNumber.all)
    self.labels = Set(labels).union(texts.flatMap(names.mentions))
  }

  /// What a finding says, with texts about its structures.
  init(_ finding: Finding, texts: [String], names: StructureNames) {
    self.init(texts: texts, labels: finding.labels, names: names)
    if let measured = finding.measured {
      let quantity = StatedNumber(measured)
      quantities.append(quantity)
      // `1` of “3 components, expected 1” counts components.
      let limits = StatedNumber.all(in: finding.expected ?? "").filter { $0.dimension == .bare }
      quantities += limits.map { $0.counted(as: quantity.dimension) }
    }
    findings = [finding]
  }

  /// What a policy says of an expectation.
  init(_ expectation: Expectation, names: StructureNames) {
    let source = expectation.source.map { [$0.cite, $0.population, $0.mean] } ?? []
    self.init(
      texts: ([expectation.because] + source).compactMap(\.self), labels: expectation.subjects, names: names)
  }

  /// Adds what another piece of evidence brings.
  mutating func merge(_ other: Cited) {
    texts += other.texts
    quantities += other.quantities
    labels.formUnion(other.labels)
    for finding in other.findings where !findings.contains(where: { $0.id == finding.id }) { findings.append(finding) }
    for rank in other.ranks where !ranks.contains(rank) { ranks.append(rank) }
    restsOnPicture = restsOnPicture || other.restsOnPicture || other.showsPicture
  }
}
