package import Diagnostics
internal import YAML

/// Writes a policy's old words as new ones. Every other byte stays, comments too; a word that nothing says any more
/// stays as well, with a warning that tells why.
package struct OldWordFix {
  /// The text with what was written anew.
  package var text: String { edit?.text ?? original }
  /// What was written anew: `authority: rules is now model: advises`.
  package private(set) var written: [String] = []
  private var diagnostics = Diagnostics()
  private var edit: YAMLEdit?
  private let original: String
  private let file: String

  /// What stayed, and why.
  package var warnings: [Diagnostic] { diagnostics.sorted }

  /// - Parameter file: the name that diagnostics show.
  package init(_ text: String, file: String) {
    original = text
    self.file = file
    var parsing = Diagnostics()
    let root = YAMLNode.parse(text, file: file, diagnostics: &parsing)
    guard let decision = root?["decision"], !parsing.hasErrors else { return }
    let words = OldWord.allCases.filter { decision[$0.rawValue] != nil }
    guard !words.isEmpty else { return }
    do throws(YAMLEditError) { edit = try YAMLEdit(text) } catch {
      for word in words { stays(word, in: decision, error.message) }
      return
    }
    for word in words { write(word, of: decision) }
  }

  private struct Untranslated: Error { var why: String }

  private mutating func write(_ word: OldWord, of decision: YAMLNode) {
    guard var changed = edit, let now = changed.tree["decision"] else { return }
    do {
      let written = try Self.translate(word, now, extends: changed.tree["extends"] != nil, &changed)
      edit = changed
      self.written.append("\(word.rawValue): \(decision[word.rawValue]?.text ?? "") is now \(written)")
    } catch let error as Untranslated {
      stays(word, in: decision, error.why)
    } catch let error as YAMLEditError {
      stays(word, in: decision, error.message)
    } catch {
      stays(word, in: decision, "\(error)")
    }
  }

  private mutating func stays(_ word: OldWord, in decision: YAMLNode, _ why: String) {
    let range = decision.entries?.first { $0.key == word.rawValue }?.keyRange ?? decision.range
    diagnostics.warning(.oldWord, "'\(word.rawValue)' stays: \(why)", at: range, suggestion: word.suggestion)
  }

  // MARK: What each word becomes

  /// Makes the edits, and says what is written now.
  private static func translate(
    _ word: OldWord, _ decision: YAMLNode, extends: Bool, _ edit: inout YAMLEdit
  ) throws -> String {
    guard let value = decision[word.rawValue]?.text else { throw Untranslated(why: "it has no single value") }
    switch word {
    case .authority: return try authority(value, decision, &edit)
    case .withoutModel: return try withoutModel(value, decision, extends: extends, &edit)
    case .leastJudged: return try leastJudged(value, decision, extends: extends, &edit)
    }
  }

  private static func authority(_ value: String, _ decision: YAMLNode, _ edit: inout YAMLEdit) throws -> String {
    guard value == "rules" else {
      throw Untranslated(
        why: "it let a model lower whatever has no veto, which nothing says any more; name what a model may clear")
    }
    guard let model = decision["model"] else {
      try edit.replace(["decision", "authority"], with: .text("advises"))
      try edit.rename(["decision", "authority"], to: "model")
      return "model: advises"
    }
    guard model.text == "advises" else { throw Untranslated(why: "'model' says something else beside it") }
    try edit.remove(["decision", "authority"])
    return "model: advises"
  }

  private static func withoutModel(
    _ value: String, _ decision: YAMLNode, extends: Bool, _ edit: inout YAMLEdit
  ) throws -> String {
    guard let effect = ["ignore-asks": "ignore", "review-asks": "review"][value] else {
      throw Untranslated(why: "'\(value)' is none of its values")
    }
    let written = "not_evaluable: {no_model: \(effect)}"
    guard let general = decision["not_evaluable"] else {
      try canReplace("not_evaluable", extends)
      try edit.replace(["decision", "without_model"], with: .yaml("{no_model: \(effect)}"))
      try edit.rename(["decision", "without_model"], to: "not_evaluable")
      return written
    }
    if let all = general.text {
      if all != effect {
        try edit.replace(["decision", "not_evaluable"], with: .yaml("{default: \(all), no_model: \(effect)}"))
      }
    } else if let own = general["no_model"]?.text {
      if own != effect { throw Untranslated(why: "'not_evaluable' says '\(own)' of 'no_model' beside it") }
    } else {
      try edit.insert("no_model", .text(effect), into: ["decision", "not_evaluable"])
    }
    try edit.remove(["decision", "without_model"])
    return written
  }

  private static func leastJudged(
    _ value: String, _ decision: YAMLNode, extends: Bool, _ edit: inout YAMLEdit
  ) throws -> String {
    guard !value.hasPrefix("<"), !value.contains("..") else {
      throw Untranslated(why: "'\(value)' is no least share")
    }
    let share = ScalarWriter.inFlow(value)
    let written = "coverage: {judged_findings: \(share)}"
    guard let coverage = decision["coverage"] else {
      try canReplace("coverage", extends)
      try edit.replace(["decision", "least_judged"], with: .yaml("{judged_findings: \(share)}"))
      try edit.rename(["decision", "least_judged"], to: "coverage")
      return written
    }
    guard coverage.entries != nil else {
      throw Untranslated(why: "under 'coverage: \(coverage.text ?? "")' no share is asked for")
    }
    if let own = coverage["judged_findings"] {
      if own.text != value { throw Untranslated(why: "'coverage' says '\(own.text ?? "")' of 'judged_findings'") }
    } else {
      try edit.insert("judged_findings", .text(value), into: ["decision", "coverage"])
    }
    try edit.remove(["decision", "least_judged"])
    return written
  }

  /// What an extending policy says of a key replaces all that the policy below says of it.
  private static func canReplace(_ key: String, _ extends: Bool) throws(Untranslated) {
    guard extends else { return }
    throw Untranslated(
      why: "a '\(key)' here would replace the one of the policy that this extends; write both into one")
  }
}
