internal import Digest

/// Turns a policy's text into a checked policy. All problems of a file are told in one go.
package struct PolicyReader {
  let kinds: [any ExpectationKind.Type]
  var scope = PolicyScope()
  var diagnostics = Diagnostics()

  /// Reads a policy.
  ///
  /// - Parameters:
  ///   - file: The name that diagnostics show.
  ///   - kinds: The kinds of expectation that the policy may use.
  /// - Returns: The policy, nil when any diagnostic is an error; and all diagnostics, sorted by position.
  package static func read(
    text: String, file: String, kinds: [any ExpectationKind.Type]
  ) -> (policy: Policy?, diagnostics: [Diagnostic]) {
    var reader = PolicyReader(kinds: kinds)
    let policy = reader.policy(text, file: file)
    return (reader.diagnostics.hasErrors ? nil : policy, reader.diagnostics.sorted)
  }

  /// Reads a policy from a file's bytes, which must be UTF-8.
  package static func read(
    bytes: [UInt8], file: String, kinds: [any ExpectationKind.Type]
  ) -> (policy: Policy?, diagnostics: [Diagnostic]) {
    var diagnostics = Diagnostics()
    guard let text = SourceText.decode(bytes, file: file, diagnostics: &diagnostics) else {
      return (nil, diagnostics.sorted)
    }
    return read(text: text, file: file, kinds: kinds)
  }

  private init(kinds: [any ExpectationKind.Type]) { self.kinds = kinds }

  private mutating func policy(_ text: String, file: String) -> Policy? {
    guard let root = YAMLNode.parse(text, file: file, diagnostics: &diagnostics) else { return nil }
    guard root.entries != nil else {
      diagnostics.error(
        "wrong-type", "a policy is a mapping, not \(root.described)", at: root.range,
        suggestion: "begin with segwarden: 1")
      return nil
    }
    var fields = FieldReader("the policy", root, scope: scope)
    fields.require("segwarden", "policy", "version")
    languageVersion(&fields)
    let id = fields.text("policy")
    let version = fields.text("version")
    let title = fields.text("title")
    let task = task(&fields)
    // Order matters: each section may use the names of those before it.
    parameters(fields.entries("parameters"))
    context(fields.entries("context"))
    labels(fields.entries("labels"))
    groups(fields.entries("groups"))
    let expectations = expectations(fields.elements("expectations"))
    let decision = decision(&fields)
    unsupported(&fields, "extends")
    fields.finish()
    diagnostics.merge(fields.diagnostics)
    guard let id, let version else { return nil }
    return Policy(
      id: id, version: version, title: title ?? id, digest: SHA256.of(text), task: task, context: scope.context,
      labels: scope.labels, groups: scope.groups, expectations: expectations, decision: decision, range: root.range)
  }

  private mutating func languageVersion(_ fields: inout FieldReader) {
    guard let written = fields.text("segwarden"), written != "1" else { return }
    fields.error(
      "unknown-version", "this program reads version 1 of the policy language, not '\(written)'", at: "segwarden",
      suggestion: "write segwarden: 1, or use a newer program")
  }

  private mutating func task(_ fields: inout FieldReader) -> TaskDescription {
    guard let node = fields.node("task") else { return TaskDescription() }
    var reader = FieldReader("task", node, scope: scope)
    let task = TaskDescription(
      modality: reader.text("modality"), region: reader.text("region"),
      dimensions: reader.integer("dimensions", in: 2...3) ?? 3, population: reader.text("population"))
    finish(&reader)
    return task
  }

  private mutating func decision(_ fields: inout FieldReader) -> DecisionSettings {
    var settings = DecisionSettings()
    guard let node = fields.node("decision") else { return settings }
    /// What open questions to a model do without one; there are none yet, so only the word is checked.
    enum WithoutModel: String, CaseIterable {
      case review = "review-asks"
      case ignore = "ignore-asks"
    }
    var reader = FieldReader("decision", node, scope: scope)
    if let veto = reader.choices("veto", of: Severity.self) { settings.veto = veto }
    if let authority = reader.choice("authority", of: DecisionSettings.Authority.self) {
      settings.authority = authority
    }
    if let effect = reader.choice("not_evaluable", of: NotEvaluableEffect.self) { settings.notEvaluable = effect }
    if let failure = reader.choice("on_model_failure", of: DecisionSettings.ModelFailure.self) {
      settings.onModelFailure = failure
    }
    _ = reader.choice("without_model", of: WithoutModel.self)
    if let confidence = reader.number("accept_confidence", in: 0...1) { settings.acceptConfidence = confidence }
    if let votes = reader.integer("votes", in: 1...99) { settings.votes = votes }
    finish(&reader)
    return settings
  }

  /// Says plainly that a part of the language is not there yet.
  mutating func unsupported(_ fields: inout FieldReader, _ name: String) {
    guard fields.has(FieldReader.Key(name)) else { return }
    fields.ignore(FieldReader.Key(name))
    diagnostics.error(
      "unsupported", "this version of SegWarden does not support '\(name)' yet",
      at: fields.keyRange(name), suggestion: "remove it, so that nothing is taken for checked that is not")
  }

  mutating func finish(_ reader: inout FieldReader) {
    reader.finish()
    diagnostics.merge(reader.diagnostics)
  }
}
