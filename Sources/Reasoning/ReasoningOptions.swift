import Evaluation
import LanguageModel

/// What a model's reasoning does without, or with, beside the four stages. For studies of what each part is worth;
/// recorded with every case.
public struct ReasoningOptions: Hashable, Sendable, Codable {
  /// A part that can be left out.
  public enum Ablation: String, CaseIterable, Hashable, Sendable, Codable {
    /// One question instead of the four stages.
    case singlePass = "single-pass"
    /// Prompts without the numbers that were measured; outcomes, kinds and structures stay.
    case noNumbers = "no-numbers"
    /// Prompts without pictures: nothing is looked at, and questions about pictures stay open.
    case noPictures = "no-pictures"
    /// Nothing is recalled before looking.
    case noKnowledge = "no-knowledge"
  }

  /// What is left out, each once, in the order of `Ablation`.
  public private(set) var ablations: [Ablation]
  /// Whether the model compares the mask with changed versions of itself; needs an image.
  public var contrast: Bool

  /// Everything as it is meant, unless said otherwise.
  package init(ablations: [Ablation] = [], contrast: Bool = false) {
    self.ablations = Ablation.allCases.filter(ablations.contains)
    self.contrast = contrast
  }

  /// Whether a part is left out.
  func leavesOut(_ ablation: Ablation) -> Bool { ablations.contains(ablation) }
}

extension ReasoningOptions {
  /// Options under which a stage's question is asked.
  package static func reaching(_ stage: StageRecord.Name) -> ReasoningOptions {
    ReasoningOptions(ablations: stage == .singlePass ? [.singlePass] : [], contrast: stage == .contrast)
  }

  /// Whether a comparison is made, where there is an image.
  package var compares: Bool { contrast && !leavesOut(.noPictures) && !leavesOut(.singlePass) }

  /// A case without what the model is not to have at all, or cannot take.
  func used(of evidence: CaseEvidence, by capacity: ModelCapacity) -> CaseEvidence {
    var used = evidence
    if leavesOut(.noPictures) || !capacity.seesPictures { used.pictures = [] }
    if !compares || !capacity.seesPictures { used.contrast = nil }
    return used
  }

  /// A case as prompts show it. What is checked and decided upon keeps its numbers.
  func shown(_ evidence: CaseEvidence) -> CaseEvidence {
    var shown = evidence
    shown.findings = self.shown(evidence.findings)
    guard leavesOut(.noNumbers) else { return shown }
    shown.structures = evidence.structures.map { structure in
      var structure = structure
      (structure.size, structure.centre) = (nil, nil)
      return structure
    }
    return shown
  }

  /// Findings as prompts show them.
  func shown(_ findings: [Finding]) -> [Finding] {
    let findings = findings.map(\.forModels)
    guard leavesOut(.noNumbers) else { return findings }
    return findings.map { finding in
      var shown = finding
      (shown.measured, shown.expected, shown.location) = (nil, nil, nil)
      shown.message = Self.withoutNumbers(finding.message)
      shown.cause = finding.cause.map(Self.withoutNumbers)
      return shown
    }
  }

  /// `The liver has … mL.` Digits inside a name, such as `vertebrae_L5`, stay.
  private static func withoutNumbers(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if first.isASCIIDigit {
        let number = rest.prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }
        result += "…" + number.reversed().prefix { !$0.isASCIIDigit }.reversed()
        rest = rest.dropFirst(number.count)
      } else if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isASCIIDigit || $0 == "_" }
        result += name
        rest = rest.dropFirst(name.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
