internal import Cases
internal import JSON
internal import LanguageModel
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import SegWarden

/// `segwarden check --dry-run`: the questions that a model would be asked about each case, and what that would take at
/// most. Nothing is sent, and no cache is looked into.
///
/// Cases are numbered in their order and not named: names come from files, and what is printed here may be shown to
/// others.
package struct DryRun: Sendable {
  private enum Shown {
    case question(ModelRequest)
    /// Asked once for all cases of a policy; with the number of the case that showed it.
    case sameAs(case: Int, ModelRequest)
  }

  private struct ShownCase {
    let policy: String?
    var questions: [Shown] = []
    /// Why there is nothing to ask.
    var complaint: String?
    var status = ExitStatus.success
  }

  private static let note =
    "Where a question repeats what a model said before it, what the rules say stands in for that."

  private let options: CheckOptions
  private let cases: [ListedCase]
  private let wardens: Wardens
  private let prompts: PromptSet
  private let price: ModelPrice?
  private let capacity: ModelCapacity

  package init(_ options: CheckOptions) throws {
    guard options.reasoner == .model else {
      throw ProgramError(.usage, "--dry-run shows what a model would be asked; add --reasoner model.")
    }
    guard options.format == .text || options.format == .json else {
      throw ProgramError(.usage, "--dry-run prints text or json.")
    }
    self.options = options
    let table = try options.asking.prices.map { try PriceTable(path: $0) }
    capacity = try options.model.capacity()
    price = options.model.name.flatMap { table?[$0] }
    prompts = try PromptLibrary.prompts(folder: options.model.promptFolder)
    wardens = try Wardens(options, reasoner: RulesReasoner())
    cases = try options.listed(for: wardens.policies)
  }

  /// Prints the questions. The status tells of cases that cannot be read, as that of the run would.
  package func run() async throws -> ExitStatus {
    var shown: [ShownCase] = []
    var recalled: [ModelRequest: Int] = [:]
    for (index, listed) in cases.enumerated() { shown.append(await show(listed, number: index + 1, &recalled)) }
    switch options.format {
    case .json: Console.print(try document(shown).text(.indented))
    default: Console.print(text(shown))
    }
    return CheckRun.weightiest(of: shown.map(\.status)) ?? .success
  }

  private func show(_ listed: ListedCase, number: Int, _ recalled: inout [ModelRequest: Int]) async -> ShownCase {
    guard let export = listed.export else {
      return ShownCase(policy: nil, complaint: "the manifest's row cannot be used.", status: .badInput)
    }
    do {
      let chosen = try wardens.choose(for: export)
      let evidence = try await chosen.warden.evidence(of: export, files: chosen.files)
      var shown = ShownCase(policy: chosen.warden.policy.id)
      for request in try prompts.preview(of: evidence, options: options.reasoning, by: capacity) {
        if request.stage == .knowledgeRecall, let first = recalled[request] {
          shown.questions.append(.sameAs(case: first, request))
        } else {
          if request.stage == .knowledgeRecall { recalled[request] = number }
          shown.questions.append(.question(request))
        }
      }
      return shown
    } catch {
      let error = ProgramError.reading(export.path, error)
      Console.warn(error.message)
      return ShownCase(policy: nil, complaint: "the export cannot be checked.", status: error.status)
    }
  }

  private func cost(_ shown: [ShownCase]) -> ModelCost {
    shown.flatMap(\.questions).reduce(ModelCost()) { sum, question in
      if case .question(let request) = question { sum + request.worstCost } else { sum }
    }
  }

  private func text(_ shown: [ShownCase]) -> String {
    var blocks = [Self.note]
    for (index, item) in shown.enumerated() {
      if let complaint = item.complaint { blocks.append("Case \(index + 1): \(complaint)") }
      for (number, question) in item.questions.enumerated() {
        let head =
          "Case \(index + 1), policy \(item.policy ?? ""), question \(number + 1) of \(item.questions.count): "
        switch question {
        case .sameAs(let first, let request):
          blocks.append("\(head)\(request.schemaName), the same as of case \(first) and asked once")
        case .question(let request):
          blocks.append("\(head)\(request.schemaName)\n\(ShownQuestion(request).text)")
        }
      }
    }
    let cost = cost(shown)
    var estimate =
      "At most \(cost.calls) question\(cost.calls == 1 ? "" : "s"), about \(cost.inputTokens) tokens in and up to \(cost.outputTokens) out, retries and corrections apart"
    if let price { estimate += "; \(amountWords(price.money(cost))) by the price table" }
    if price == nil, options.asking.prices != nil { estimate += "; price unknown" }
    return (blocks + [estimate + ". Nothing was sent."]).joined(separator: "\n\n")
  }

  private func document(_ shown: [ShownCase]) -> JSONValue {
    let cost = cost(shown)
    var estimate: [JSONValue.Member] = [
      .init("questions", .integer(cost.calls)), .init("input_tokens", .integer(cost.inputTokens)),
      .init("output_tokens", .integer(cost.outputTokens)),
    ]
    if let price { estimate.append(.init("money", .number(price.money(cost)))) }
    let cases = shown.enumerated().map { index, item -> JSONValue in
      var members: [JSONValue.Member] = [.init("case", .integer(index + 1))]
      if let policy = item.policy { members.append(.init("policy", .string(policy))) }
      if let complaint = item.complaint { members.append(.init("error", .string(complaint))) }
      let questions = item.questions.map { question -> JSONValue in
        switch question {
        case .question(let request): ShownQuestion(request).document
        case .sameAs(let first, let request):
          ["name": .string(request.schemaName), "same_as_case": .integer(first)]
        }
      }
      members.append(.init("questions", .array(questions)))
      return .object(members)
    }
    return [
      "schema": "segwarden.dry-run/1", "note": .string(Self.note), "cases": .array(cases),
      "estimate": .object(estimate),
    ]
  }
}
