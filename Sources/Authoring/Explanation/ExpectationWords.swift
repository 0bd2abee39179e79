internal import Evaluation
package import PolicyLanguage
internal import Wording
internal import YAML

/// What an expectation says, in words: the parts that explanations and pages are put together from.
package struct ExpectationWords {
  package let expectation: Expectation
  package let policy: Policy

  package init(_ expectation: Expectation, in policy: Policy) {
    self.expectation = expectation
    self.policy = policy
  }

  var kind: any ExpectationKind.Type { type(of: expectation.kind) }

  /// What must hold, in a sentence without a full stop.
  package var statement: String {
    guard !expectation.variants.isEmpty else { return statement(of: expectation.kind) }
    return expectation.variants.map { variant in
      let strata = variant.strata.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      return "for \(strata.joined(separator: ", ")): \(statement(of: variant.kind))"
    }.joined(separator: "; ")
  }

  private func statement(of kind: any ExpectationKind) -> String {
    let subject = subjectWords
    // A kind that is written as a sentence of the author's is said in the author's words.
    guard let sentence = authorsSentence else { return kind.statement(about: subject) }
    return subject.isEmpty ? sentence : "for \(subject): \(sentence)"
  }

  private var authorsSentence: String? {
    guard let written = expectation.written.first(where: { $0.key == kind.name })?.value.text,
      let form = FieldReader.declarations(of: kind).first(where: { $0.contains { $0.key == nil } })?.first
    else { return nil }
    switch form.type {
    case .phrase, .condition: return written
    case .text:
      let others = expectation.written.filter { $0.key != kind.name }.map { ", \($0.key): \($0.value.flow)" }
      return "“\(written)”\(others.joined())"
    default: return nil
    }
  }

  /// The labels that it is about: a group's name with its labels when it is one.
  package var subjectWords: String {
    let labels = expectation.subjects
    if labels.isEmpty { return "" }
    if labels.count == 1 { return labels[0] }
    let names =
      labels.count <= 4 ? listed(labels) : "\(labels.count) labels (\(labels.prefix(3).joined(separator: ", ")) …)"
    if let quorum = expectation.quorum { return "\(quorum.text) of \(names)" }
    return "each of \(names)"
  }

  /// When it applies, one clause each.
  package var conditions: [String] {
    var clauses: [String] = []
    if let slices = expectation.slices {
      clauses.append("judged slice by slice, and must hold in \(Self.slices(slices))")
    }
    if let when = expectation.when { clauses.append("only when `\(when.text)`") }
    if let unless = expectation.unless { clauses.append("not when `\(unless.text)`") }
    return clauses
  }

  private static func slices(_ quantifier: Quantifier) -> String {
    let text = quantifier.text
    if text.contains("slice") { return text }
    return text == "every" ? "every slice" : "\(text) of the slices"
  }

  /// What a failure does to the decision.
  package var consequence: String {
    let severity = expectation.severity
    if expectation.mode == .observe { return "It is observed: a failure is shown and counted, and decides nothing" }
    if policy.decision.veto.contains(where: { $0 <= severity }) {
      return "A failure rejects the case, and no model can overrule it"
    }
    if severity >= .review {
      let codes = policy.decision.model.codes.filter { $0.kind == kind.name }.map(\.text)
      let clearable = expectation.modelMayClear ? "it" : codes.isEmpty ? nil : listed(codes)
      return "A failure asks for a review"
        + (clearable.map { "; a model may clear \($0), with a reason of its own that rests on more than this finding" }
          ?? "")
    }
    return "A failure is noted and lowers the score; alone it changes no decision"
  }

  /// Where its limits come from.
  package var source: String? {
    guard let source = expectation.citation else { return nil }
    return [source.cite, source.population, source.mean.map { "mean \($0)" }].compactMap { $0 }.joined(separator: "; ")
  }

  /// The measures of the catalogue that it rests on.
  package var measures: [String] {
    var names = kind.restsOn
    for condition in expectation.conditions {
      for label in [nil] + expectation.subjects.prefix(1).map({ policy.label($0) }) {
        names += condition.needs(subject: label).measures.map(\.function.name).sorted()
      }
    }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension String {
  /// Begins with a capital and ends with a full stop, unless it begins with a name or ends already.
  var asSentence: String {
    guard let last else { return self }
    return ".!?”".contains(last) ? self : self + "."
  }
}
