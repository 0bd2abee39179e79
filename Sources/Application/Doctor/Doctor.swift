internal import Geometry
internal import JSON
internal import LanguageModel
internal import PolicyLanguage
internal import Reasoning
internal import SegWarden
internal import Volume

/// Looks at each of the program's parts and says what does not work.
package struct Doctor: Sendable {
  private let model: ModelSettings

  package init(model: ModelSettings) { self.model = model }

  /// One line per part. Ends with the configuration status when a part does not work.
  package func run() async throws -> ExitStatus {
    var sound = true
    func tell(_ part: String, _ problem: String?, _ good: String) {
      Console.print(problem.map { "✗ \(part): \($0)" } ?? "✓ \(part): \(good)")
      if problem != nil { sound = false }
    }
    tell("program", nil, Warden.program)

    let library = PolicyLibrary()
    let entries = try library.entries()
    let bad = entries.filter { PolicyText($0, in: library).policy == nil }.map(\.name)
    tell(
      "policies",
      bad.isEmpty ? (entries.isEmpty ? "none are found" : nil) : "these cannot be used: \(bad.joined(separator: ", "))",
      "\(entries.count) can be used (\(entries.map(\.name).joined(separator: ", ")))")

    do {
      tell("prompts", nil, "\(try PromptLibrary.prompts(folder: model.promptFolder).all.count) steps have theirs")
    } catch let error as ProgramError {
      tell("prompts", error.message, "")
    }
    tell("measuring", Self.measuringProblem(), "a box of known size comes out right")

    if !model.namesModel {
      Console.print("– model: none asked for; name one with --model, and its server, to test it")
    } else {
      tell("model", await modelProblem(), "\(model.name ?? "it") answers, and in the form asked for")
    }
    return sound ? .success : .configuration
  }

  /// A box of 3 × 4 × 5 voxels of 2 mm³, and what is wrong with its measures.
  private static func measuringProblem() -> String? {
    var runs: [Run] = []
    for k in 1...5 { for j in 1...4 { runs.append(Run(row: Int32(j + 8 * k), start: 2, end: 5)) } }
    let grid = Grid(size: VoxelIndex(8, 8, 8), affine: Affine(spacing: SIMD3(1, 1, 2)))
    let scene = Scene(
      segmentation: Segmentation(grid: grid, structures: [Structure(value: 1, name: nil, runs: Runs(merging: runs))]))
    let volume = PhysicalSize(structure: 0).value(in: scene)
    let pieces = Components(structure: 0, neighbourhood: .faces).value(in: scene).count
    return volume == 120 && pieces == 1
      ? nil : "a box of 120 mm³ in one piece measures \(volume ?? -1) mm³ in \(pieces) pieces"
  }

  private func modelProblem() async -> String? {
    do {
      let question = ModelRequest(
        system: "You test a connection.", parts: [.text("Answer with ok set to true.")], schemaName: "connection",
        schema: [
          "type": "object", "properties": ["ok": ["type": "boolean"]], "required": ["ok"],
          "additionalProperties": false,
        ], maximumTokens: 64)
      _ = try await model.languageModel().answer(question)
      return nil
    } catch let error as ModelError {
      return error.message
    } catch let error as ProgramError {
      return error.message
    } catch {
      return "\(error)"
    }
  }
}
