package import Formats
internal import Volume

extension Export {
  /// The export's masks, with the names of its label table. Throws a `ReadError` when they cannot be read.
  ///
  /// - Parameters:
  ///   - image: the case's image: it decides which of a folder's files lie on the wrong grid, and its header belongs to
  ///     the case.
  ///   - tolerance: the distance, in mm, within which two grids are one.
  package func read(
    image: ImageSource? = nil, within tolerance: Double = Grid.standardTolerance
  ) throws -> ReadExport {
    var read = try ExportReader.read(
      path: path, image: image?.grid, series: image?.series, within: tolerance,
      leastFraction: leastFraction, budget: budget.less(image?.heldBytes ?? 0))
    if let image {
      let note = image.noteOnOrder(for: read.segmentation.grid, within: tolerance)
      read = read.adding(image.discrepancies, notes: note.map { [$0] } ?? [])
    }
    guard let table = labels else { return read }
    if hasFoundLabels {
      guard read.segmentation.structures.allSatisfy({ $0.name == nil }) else { return read }
      read = read.adding([], notes: ["The labels are named by \(LabelsBeside.name), which lies beside the export."])
    }
    do {
      return read.named(by: try LabelTable.read(path: table))
    } catch let error as ReadError where error.code == .notFound || error.code == .unreadable {
      throw ReadError(code: error.code, message: "the label table cannot be used: \(error.message)")
    }
  }
}
