import Diagnostics
import PolicyLanguage

/// The prompts of a model's reasoning, checked: each belongs to its stage and uses exactly the variables that the stage
/// supplies.
package struct PromptSet: Hashable, Sendable {
  /// The names of the prompts, one per stage, in their order.
  package static let required = StageRecord.Name.allCases.map(\.rawValue)

  private let prompts: [StageRecord.Name: Prompt]

  /// Reads prompts from their texts by name (`knowledge-recall`, …). `files` says where a text comes from, for
  /// messages; the shipped ones are built in.
  package init(_ texts: [String: String], files: [String: String] = [:]) throws(PromptError) {
    var prompts: [StageRecord.Name: Prompt] = [:]
    for stage in StageRecord.Name.allCases {
      let file = files[stage.rawValue] ?? "<built-in>/\(stage.rawValue).md"
      guard let text = texts[stage.rawValue] else {
        throw PromptError(
          code: .missingPrompt, message: "There is no prompt “\(stage.rawValue)”.",
          location: SourceRange(file: file, line: 1, column: 1))
      }
      let prompt = try Prompt(parsing: text, file: file)
      guard prompt.stage == stage else {
        throw PromptError(
          code: .frontMatter, message: "The prompt is for the stage \(prompt.stage.rawValue), not \(stage.rawValue).",
          location: SourceRange(file: file, line: 1, column: 1))
      }
      try prompt.check(names: stage.variables)
      prompts[stage] = prompt
    }
    self.prompts = prompts
  }

  /// The prompts in the order of the stages.
  package var all: [Prompt] { StageRecord.Name.allCases.compactMap { prompts[$0] } }

  /// The prompt of a stage.
  package subscript(stage: StageRecord.Name) -> Prompt? { prompts[stage] }
}

extension StageRecord.Name {
  /// What the stage supplies to its prompt.
  package var variables: [String] {
    switch self {
    case .knowledgeRecall: ["expectations", "structures", "task"]
    case .visualFeatures: ["context", "findings", "pictures", "questions", "structures", "task"]
    case .anatomicalInference: ["context", "faults", "findings", "knowledge", "observations", "structures", "task"]
    case .contrast: ["structure", "task", "versions"]
    case .clinicalSynthesis:
      ["context", "contrast", "decision", "findings", "inferences", "knowledge", "observations", "task"]
    case .singlePass:
      ["context", "decision", "faults", "findings", "pictures", "questions", "structures", "task"]
    }
  }
}
