internal import Anatomy
package import Diagnostics
internal import Evaluation
internal import Mutations
internal import Phantoms
package import PolicyLanguage
internal import Reasoning
internal import Wording
internal import YAML

/// Reads `NAME.test.yaml`. All that is wrong with it is told in one go, each with its place.
///
/// ```yaml
/// tests: ct-kidneys
/// phantoms:
///   small: {shapes: [{label: kidney_left, ellipsoid: {centre: [L 60, P 50, S 0], radii: [25, 22, 50]}}]}
/// cases:
///   - case: a sound abdomen
///     phantom: abdomen-sound
///     decision: accept
///   - case: the left kidney has an island
///     phantom: abdomen-sound
///     mutate: island:label=kidney_left
///     expect: {one-piece(kidney_left): fail}
///     decision: review
/// mutations:
///   of: a sound abdomen
///   except: {jagged: "nothing is said about the surface"}
/// ```
package struct PolicyTestReader {
  /// Shipped recipes, and those beside the test file.
  package typealias Recipes = @Sendable (_ name: String) -> (file: String, text: String)?

  let policy: Policy
  let recipes: Recipes
  var diagnostics = Diagnostics()
  /// Recipes of the file's own, those above first; nil: one with mistakes.
  private var phantoms: [String: PhantomRecipe?] = [:]

  private init(policy: Policy, recipes: @escaping Recipes) {
    self.policy = policy
    self.recipes = recipes
  }

  /// The tests, nil when any diagnostic is an error; and all diagnostics, sorted.
  package static func read(
    _ source: PolicySource, of policy: Policy, recipes: @escaping Recipes
  ) -> (file: PolicyTestFile?, diagnostics: [Diagnostic]) {
    var reader = PolicyTestReader(policy: policy, recipes: recipes)
    let file = reader.file(source)
    return (reader.diagnostics.hasErrors ? nil : file, reader.diagnostics.sorted)
  }

  private mutating func file(_ source: PolicySource) -> PolicyTestFile? {
    guard let node = YAMLNode.parse(source.text, file: source.file, diagnostics: &diagnostics) else { return nil }
    var fields = FieldReader("the test file", node, scope: PolicyScope())
    fields.require("tests", "cases")
    if let id = fields.text("tests"), id != policy.id {
      fields.error(
        .unknownPolicy, "these are tests of '\(id)', not of '\(policy.id)'", at: "tests",
        suggestion: "write \(policy.id)")
    }
    if let node = fields.node("phantoms") {
      for entry in node.entries ?? [] {
        phantoms.updateValue(inline(entry.value, name: entry.key), forKey: entry.key)
      }
      if node.entries == nil { wrongType(node, "a mapping of names to recipes") }
    }
    var cases: [PolicyTestCase] = []
    if let node = fields.node("cases") {
      for element in node.elements ?? [] {
        guard let test = testCase(element) else { continue }
        if let other = cases.first(where: { $0.name == test.name }) {
          diagnostics.error(
            .duplicate, "the case '\(test.name)' was already given in line \(other.range.line)", at: test.range)
        }
        cases.append(test)
      }
      if node.elements == nil { wrongType(node, "a list of cases") }
    }
    // A case that is wrong is a case all the same.
    let names = (node["cases"]?.elements ?? []).compactMap { $0["case"]?.text }
    let mutations = fields.node("mutations").flatMap { mutationPlan($0, cases: names) }
    finish(&fields)
    return PolicyTestFile(cases: cases, mutations: mutations)
  }

  // A case.

  private mutating func testCase(_ node: YAMLNode) -> PolicyTestCase? {
    var fields = FieldReader("the case", node, scope: PolicyScope())
    fields.require("case")
    let name = fields.text("case")
    let source = self.source(&fields)
    var mutations: [MutationSpec] = []
    if let node = fields.node("mutate") {
      for element in node.elements ?? [node] { if let spec = mutation(element) { mutations.append(spec) } }
    }
    let seed = fields.integer("seed", in: 0...Int(Int32.max)) ?? 0
    let context = words(&fields, "context")
    for (name, value) in context {
      guard let variable = policy.context.first(where: { $0.name == name }) else {
        fields.error(
          .unknownContext, "the policy declares no context variable '\(name)'", at: "context",
          suggestion: Suggestion.oneOf(name, policy.context.map(\.name)))
        continue
      }
      if let problem = variable.problem(with: value) {
        fields.error(.impossibleValue, "'\(name)' is never '\(value)'", at: "context", suggestion: problem)
      }
    }
    let settings = words(&fields, "set")
    let known = policy.parameters.map(\.name)
    for name in settings.keys.sorted() where !known.contains(name) {
      fields.error(
        .unknownName, "the policy has no parameter '\(name)'", at: "set", suggestion: Suggestion.oneOf(name, known))
    }
    let lacks = lacks(&fields)
    let structures = policyLabels(&fields, "structures")
    let answers = answers(&fields)
    let today = fields.text("today")
    let day = today.flatMap(CalendarDay.init)
    if let today, day == nil {
      fields.error(.badDate, "'today' is no day: '\(today)'", at: "today", suggestion: "write YEAR-MONTH-DAY")
    }
    let caseName = fields.text("named")
    let expected = fields.node("expect").map { expectations($0) } ?? []
    let decision = fields.choice("decision", of: Decision.self)
    if !fields.has("decision"), !fields.has("expect") {
      fields.error(
        .missingKey, "the case says nothing that must come out", at: "case", suggestion: "add expect or decision")
    }
    finish(&fields)
    guard let name, let source else { return nil }
    return PolicyTestCase(
      name: name, source: source, mutations: mutations, seed: UInt64(seed), context: context, settings: settings,
      lacks: lacks, structures: structures, answers: answers, today: day, caseName: caseName ?? name,
      expected: expected, decision: decision,
      range: node["case"]?.range ?? node.range)
  }

  private mutating func source(_ fields: inout FieldReader) -> PolicyTestCase.Source? {
    let (image, labels) = (fields.text("image"), fields.text("labels"))
    switch (fields.has("phantom"), fields.has("export")) {
    case (true, false): return fields.node("phantom").flatMap { phantom($0) }.map { .phantom($0) }
    case (false, true): return fields.text("export").map { .export(path: $0, image: image, labels: labels) }
    default:
      fields.ignore("phantom")
      fields.ignore("export")
      fields.error(.missingKey, "a case is about one phantom or one export", at: "case")
      return nil
    }
  }

  /// A name, or a recipe on the spot.
  private mutating func phantom(_ node: YAMLNode) -> PhantomRecipe? {
    guard let name = node.text else { return inline(node, name: "phantom") }
    if let own = phantoms[name] { return own }
    guard let (file, text) = recipes(name) else {
      diagnostics.error(
        .unknownRecipe, "there is no phantom '\(name)'", at: node.range,
        suggestion: Suggestion.oneOf(name, phantoms.keys.sorted()))
      return nil
    }
    let recipes = recipes
    return PhantomReader { recipes($0) }.recipe(text: text, file: file, diagnostics: &diagnostics)
  }

  private mutating func inline(_ node: YAMLNode, name: String) -> PhantomRecipe? {
    let recipes = recipes
    var next = policy.labels.compactMap(\.value).max() ?? 0
    let labels = policy.labels.map { label in
      if let value = label.value { return (name: label.name, value: value) }
      next += 1
      return (name: label.name, value: next)
    }
    return PhantomReader(own: phantoms) { recipes($0) }.inline(
      node, name: name, labels: labels, diagnostics: &diagnostics)
  }

  private mutating func mutation(_ node: YAMLNode) -> MutationSpec? {
    guard let text = node.text else {
      wrongType(node, "a mutation such as island:label=liver")
      return nil
    }
    do {
      return try MutationSpec(parsing: text)
    } catch {
      diagnostics.error(.unknownValue, Self.clause(error.message), at: node.range)
      return nil
    }
  }

  // Mutations.

  private mutating func mutationPlan(_ node: YAMLNode, cases: [String]) -> MutationPlan? {
    var fields = FieldReader("the mutations", node, scope: PolicyScope(labels: policy.labels, groups: policy.groups))
    fields.require("of")
    let of = fields.isMapping && node["of"]?.elements == nil ? fields.text("of").map { [$0] } : fields.texts("of")
    for name in of ?? [] where !cases.contains(name) {
      fields.error(
        .unknownName, "there is no case '\(name)' to spoil", at: "of",
        suggestion: Suggestion.didYouMean(name, among: cases))
    }
    let labels = fields.labels("labels") ?? []
    let claims = fields.choices("claims", of: Fault.self)
    var exceptions: [MutationException] = []
    for entry in fields.node("except")?.entries ?? [] { if let one = exception(entry) { exceptions.append(one) } }
    finish(&fields)
    return of.map { MutationPlan(cases: $0, labels: labels, claims: claims, exceptions: exceptions) }
  }

  /// `jagged: why`, `jagged(liver): why`, `jagged(kidneys): why` of a group, `truncated:face=superior: why`.
  private mutating func exception(_ entry: YAMLNode.Entry) -> MutationException? {
    let halves = entry.key.split(separator: ":", maxSplits: 1).map(String.init)
    let parts = halves[0].split(separator: "(", maxSplits: 1).map(String.init)
    guard let fault = Fault(rawValue: parts[0]) else {
      diagnostics.error(
        .unknownValue, "there is no fault '\(parts[0])'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(parts[0], Fault.allCases.map(\.rawValue)))
      return nil
    }
    guard let reason = entry.value.text, !entry.value.isNull else {
      diagnostics.error(.missingValue, "say why '\(entry.key)' is not noticed", at: entry.keyRange)
      return nil
    }
    let subject = parts.count > 1 ? String(parts[1].hasSuffix(")") ? parts[1].dropLast() : parts[1][...]) : nil
    let labels = subject.map { name in policy.groups.first { $0.name == name }?.labels ?? [name] } ?? []
    if let subject, labels == [subject], policy.label(subject) == nil {
      diagnostics.error(
        .unknownLabel, "there is no label or group '\(subject)'", at: entry.keyRange,
        suggestion: Suggestion.didYouMean(subject, among: policy.labels.map(\.name) + policy.groups.map(\.name)))
      return nil
    }
    return MutationException(
      fault: fault, subject: subject, labels: labels, option: halves.count > 1 ? halves[1] : nil, reason: reason)
  }

  // Small things.

  /// A flat mapping of names to words.
  mutating func words(_ fields: inout FieldReader, _ key: FieldReader.Key) -> [String: String] {
    guard let node = fields.node(key) else { return [:] }
    guard let entries = node.entries else {
      wrongType(node, "a mapping of names to values")
      return [:]
    }
    var words: [String: String] = [:]
    for entry in entries {
      if let text = entry.value.text { words[entry.key] = text } else { wrongType(entry.value, "one value") }
    }
    return words
  }

  mutating func wrongType(_ node: YAMLNode, _ expected: String) {
    diagnostics.error(.wrongType, "this takes \(expected), not \(node.described)", at: node.range)
  }

  mutating func finish(_ fields: inout FieldReader) {
    fields.finish()
    diagnostics.merge(fields.diagnostics)
  }

  /// A sentence as a diagnostic's message: without its full stop.
  private static func clause(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
