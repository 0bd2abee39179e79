import ArgumentParser
import Reasoning
import SegWarden

/// What a model's reasoning does without, or with beside the four stages.
struct ReasoningArguments: ParsableArguments {
  private static let parts = ReasoningOptions.Ablation.allCases.map(\.rawValue)

  @Option(
    help: ArgumentHelp(
      "Parts of a model's reasoning to leave out, for studies: \(parts.joined(separator: ", ")); with commas between them.",
      valueName: "parts"))
  var ablate: String?

  @Flag(
    help:
      "Let the model rank one mask among changed versions of itself, shown without saying which is which; needs an image."
  )
  var contrast = false

  private var names: [String] {
    (ablate ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
  }

  func validate() throws {
    if let unknown = names.first(where: { !Self.parts.contains($0) }) {
      throw ValidationError("--ablate does not know “\(unknown)”; known are \(Self.parts.joined(separator: ", ")).")
    }
    if contrast, let without = ["no-pictures", "single-pass"].first(where: names.contains) {
      throw ValidationError("--contrast shows pictures in a step of its own; leave out \(without).")
    }
  }

  /// What makes no sense without a model, if anything was given.
  var needsModel: String? { ablate != nil ? "--ablate" : contrast ? "--contrast" : nil }

  var options: ReasoningOptions {
    ReasoningOptions(ablations: names.compactMap(ReasoningOptions.Ablation.init), contrast: contrast)
  }
}
