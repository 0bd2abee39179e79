package import Formats
internal import Volume

/// Reads an export and gives its structures the names of a label table.
package enum ExportReading {
  package static func segmentation(of export: Export) throws -> ReadExport {
    let read = try ExportReader.read(path: export.path)
    guard let table = export.labels else { return read }
    do {
      return read.named(by: try LabelTable.read(path: table))
    } catch let error as ReadError where error.code == .notFound || error.code == .unreadable {
      throw ReadError(code: error.code, message: "the label table cannot be used: \(error.message)")
    }
  }
}
