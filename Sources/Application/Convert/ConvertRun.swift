package import Cases
internal import Formats
internal import FoundationEssentials
internal import Geometry
internal import Volume

/// `segwarden convert`: writes an export as NIfTI or `.seg.nrrd`, with its names, so that it can be opened elsewhere.
package struct ConvertRun: Sendable {
  private let export: Export
  private let output: String
  private let form: SegmentationForm

  /// Throws a `ProgramError` for an ending that is not written.
  package init(export: Export, output: String, limits: ReadingLimits = .standard) throws {
    self.export = limits.applied(to: export)
    self.output = output
    form = try SegmentationForm(of: output)
  }

  /// Writes the file. An export of which a part cannot be used is not written: what is missing in the new file would
  /// look as if it had never been there.
  package func run() throws -> ExitStatus {
    let read: ReadExport
    do {
      read = try export.read()
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(export.path): \(error.message)")
    }
    for note in read.notes { Console.warn("\(export.path): \(note)") }
    let segmentation = read.segmentation
    guard segmentation.problems.isEmpty else {
      for problem in segmentation.problems {
        Console.warn("\(export.path): \(problem.structure): \(problem.message)")
      }
      throw ProgramError(.badInput, "\(export.path): part of the export cannot be used, so nothing was written.")
    }
    try form.write(segmentation, from: export.path, to: output)
    return .success
  }
}
