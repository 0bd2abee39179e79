internal import Evaluation
package import Formats
package import PolicyLanguage
package import Volume

/// What a case brings, as a policy reads it: masks, the image, and facts.
package struct CaseInputs: Sendable {
  package let read: ReadExport
  package let segmentation: Segmentation
  package let image: ImageSource?
  /// Without the policy's defaults.
  package let context: [String: String]

  /// Facts come, in this order, from `context`, from the export, and from a file beside it.
  ///
  /// - Parameters:
  ///   - files: what was read of the case already; nil reads it.
  ///   - readsImage: whether the image's intensities are wanted, not its grid alone.
  ///
  /// Throws a `ReadError` when a file cannot be read, and a `CaseError` for facts and structures that the
  /// policy does not know.
  package init(
    _ export: Export, files: CaseFiles? = nil, for policy: Policy, context: [String: String] = [:], readsImage: Bool
  ) throws {
    let beside = try ContextFile.beside(export)?.values(for: policy) ?? [:]
    if export.structures?.isEmpty == true {
      throw CaseError(
        .badRequest, "no structure was asked for; name some (--structures), or leave the option out.")
    }
    if let stranger = export.structures?.first(where: { !policy.knows(structure: $0) }) {
      throw CaseError(
        .badRequest, "the policy \(policy.id) knows no structure “\(stranger)”, which was asked for (--structures).")
    }
    let mistakes = policy.mistakes(inFacts: export.context)
    guard mistakes.isEmpty else { throw CaseError(.badContext, mistakes.map(\.sentence).joined(separator: " ")) }
    self.context = beside.merging(export.context) { $1 }.merging(context) { $1 }
    let tolerance = policy.gridTolerance
    let known = files.flatMap { $0.serves(readsImage: readsImage, within: tolerance) ? $0 : nil }
    let files = try known ?? CaseFiles(export, readsImage: readsImage, within: tolerance)
    read = files.read
    image = files.image?.stored(like: read.segmentation.grid)
    segmentation = read.segmentation.named(byFile: export.fileStem, for: policy)
  }
}
