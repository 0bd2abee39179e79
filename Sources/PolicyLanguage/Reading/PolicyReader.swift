internal import Diagnostics
internal import Digest
internal import YAML

/// Turns a policy's text into a checked policy. All problems of a file, and of those it extends, are told in one go.
package struct PolicyReader {
  /// Finds the policy that another one extends; nil when there is none.
  package typealias Library = (_ name: String) -> PolicySource?

  var scope: PolicyScope
  var diagnostics = Diagnostics()
  /// The groups and parameters that anything names.
  private var used = FieldMentions()

  /// Reads a policy.
  ///
  /// - Parameters:
  ///   - vocabulary: The kinds and measures that it may use.
  ///   - settings: Values for parameters that it declares, in place of its own; names that it does not declare are left
  ///     unused.
  ///   - waivers: A text with a list `waivers`, beside the policy's own: who runs a policy need not be its author.
  ///   - library: Where `extends` looks.
  package static func read(
    _ source: PolicySource, vocabulary: PolicyVocabulary, settings: [String: String] = [:],
    waivers: PolicySource? = nil, library: @escaping Library = { _ in nil }
  ) -> PolicyReading {
    var reader = PolicyReader(scope: PolicyScope(vocabulary: vocabulary))
    var family = PolicyFamily(library: library)
    let root = family.merged(source, diagnostics: &reader.diagnostics)
    let policy = root.flatMap { reader.policy($0, settings: settings, waivers: waivers, family: family) }
    return PolicyReading(
      policy: reader.diagnostics.hasErrors ? nil : policy, diagnostics: reader.diagnostics.sorted,
      sources: family.sources + [waivers].compactMap { $0 })
  }

  /// Reads a policy from a file's bytes, which must be UTF-8.
  package static func read(
    bytes: [UInt8], file: String, vocabulary: PolicyVocabulary, settings: [String: String] = [:],
    library: @escaping Library = { _ in nil }
  ) -> PolicyReading {
    var diagnostics = Diagnostics()
    guard let text = SourceText.decode(bytes, file: file, diagnostics: &diagnostics) else {
      return PolicyReading(policy: nil, diagnostics: diagnostics.sorted, sources: [])
    }
    return read(
      PolicySource(file: file, text: text), vocabulary: vocabulary, settings: settings, library: library)
  }

  private mutating func policy(
    _ root: YAMLNode, settings: [String: String], waivers further: PolicySource?, family: PolicyFamily
  ) -> Policy? {
    var fields = FieldReader("the policy", root, scope: scope)
    for section in PolicySection.allCases {
      if let example = section.example { fields.require(section.key, example: example) }
    }
    languageVersion(&fields)
    let id = fields.text(PolicySection.policy.key)
    let version = fields.text(PolicySection.version.key)
    let title = fields.text(PolicySection.title.key)
    // Order matters: each section may use the names of those before it.
    let task = task(&fields)
    scope.dimensions = task.dimensions
    parameters(fields.entries(PolicySection.parameters.key), settings: settings)
    context(fields.entries(PolicySection.context.key))
    labels(labelEntries(&fields))
    let structures = structures(fields.entries(PolicySection.structures.key))
    groups(fields.entries(PolicySection.groups.key))
    make(structures)
    column(fields.node(PolicySection.column.key))
    let expectations = expectations(fields.elements(PolicySection.expectations.key))
    let nodes = fields.elements(PolicySection.waivers.key) + (further.map { self.further($0) } ?? [])
    let waivers = waivers(nodes, ids: expectations.map(\.id))
    let decision = decision(&fields)
    let labelsBy = fields.choice(PolicySection.labelsBy.key, of: LabelsBy.self) ?? .names
    if labelsBy == .foreground, scope.labels.count > 1 {
      fields.error(
        .unexpected, "'foreground' is for a policy about one structure, and this one has \(scope.labels.count)",
        at: PolicySection.labelsBy.key, suggestion: "write labels_by: number, or leave it out")
    }
    let mode = fields.choice(PolicySection.mode.key, of: Mode.self) ?? .decide
    let subset = fields.choice(PolicySection.subset.key, of: Subset.self) ?? .forbidden
    fields.ignore(PolicySection.extends.key)
    finish(&fields)
    guard let id, let version else { return nil }
    return Policy(
      id: id, version: version, title: title ?? id,
      digest: digest(family.sources + (further.map { [$0] } ?? []), settings), task: task,
      context: scope.context, labels: scope.labels, structures: scope.structures, groups: scope.groups,
      column: scope.column,
      expectations: expectations, waivers: waivers,
      decision: decision, mode: mode, labelsBy: labelsBy, subset: subset, parameters: scope.parameters,
      bases: family.bases,
      range: root.range,
      groupPlaces: scope.groupPlaces, used: used)
  }

  /// Of the one text when it stands alone; else of everything that makes the policy what it is.
  private func digest(_ sources: [PolicySource], _ settings: [String: String]) -> String {
    let used = settings.filter { setting in scope.parameters.contains { $0.name == setting.key } }
    guard let own = sources.first, sources.count > 1 || !used.isEmpty else {
      return SHA256.of(sources.first?.text ?? "")
    }
    var hash = SHA256()
    for text in [own.text] + sources.dropFirst().map(\.text) { hash.update(Array(SHA256.of(text).utf8)) }
    for (name, value) in used.sorted(by: { $0.key < $1.key }) { hash.update(Array("\(name)=\(value)\n".utf8)) }
    return hash.hexadecimal()
  }

  /// The waivers of a text of its own.
  private mutating func further(_ source: PolicySource) -> [YAMLNode] {
    guard let root = YAMLNode.parse(source.text, file: source.file, diagnostics: &diagnostics) else { return [] }
    var fields = FieldReader("the file of waivers", root, scope: scope)
    fields.require("waivers")
    let nodes = fields.elements("waivers")
    finish(&fields)
    return nodes
  }

  private mutating func languageVersion(_ fields: inout FieldReader) {
    guard let written = fields.text(PolicySection.segwarden.key), written != "1" else { return }
    fields.error(
      .unknownVersion, "this program reads version 1 of the policy language, not '\(written)'",
      at: PolicySection.segwarden.key,
      suggestion: "write segwarden: 1, or use a newer program")
  }

  private mutating func task(_ fields: inout FieldReader) -> TaskDescription {
    guard let node = fields.node(PolicySection.task.key) else { return TaskDescription() }
    var reader = FieldReader("task", node, scope: scope)
    let task = TaskDescription(reading: &reader)
    finish(&reader)
    return task
  }

  private mutating func decision(_ fields: inout FieldReader) -> DecisionSettings {
    guard let node = fields.node(PolicySection.decision.key) else { return DecisionSettings() }
    var reader = FieldReader("decision", node, scope: scope)
    let settings = DecisionSettings(reading: &reader)
    finish(&reader)
    return settings
  }

  mutating func finish(_ reader: inout FieldReader) {
    reader.finish()
    diagnostics.merge(reader.diagnostics)
    used.groups.formUnion(reader.mentions.groups)
    used.parameters.formUnion(reader.mentions.parameters)
  }
}

extension TaskDescription {
  /// Reads the `task` section.
  init(reading reader: inout FieldReader) {
    self.init(
      modality: reader.text("modality"), region: reader.text("region"),
      dimensions: reader.integer("dimensions", in: 2...3) ?? 3,
      singleSlice: reader.choice("single_slice", of: SingleSlice.self), population: reader.text("population"))
  }
}

extension DecisionSettings {
  /// Reads the `decision` section; what it leaves out keeps its default.
  init(reading reader: inout FieldReader) {
    self.init()
    if let veto = reader.choices("veto", of: Severity.self) { self.veto = veto }
    if let model = ModelPermission.read("model", &reader) { self.model = model }
    for word in OldWord.allCases { reader.oldWord(word) }
    if let effects = reader.unknownEffects("not_evaluable") { notEvaluable = effects }
    if let failure = reader.choice("on_model_failure", of: ModelFailure.self) { onModelFailure = failure }
    coverage = Coverage.read("coverage", &reader)
    if let confidence = reader.number("accept_confidence", in: 0...1) { acceptConfidence = confidence }
    acceptScore = AcceptScore.read("accept_score", &reader)
    if reader.isRecording { acceptScore = nil }
    if let votes = reader.integer("votes", in: 1...99) { self.votes = votes }
    if let share = reader.number("agreement", in: 0...1) { agreement = share }
  }
}
