internal import Formats
internal import Geometry
internal import JSON
internal import Volume

/// How measures are printed.
package enum MeasureFormat: String, CaseIterable, Sendable {
  case json, csv, table
}

/// `segwarden measure`: reads exports and prints what was measured, without judging.
package struct MeasureRun: Sendable {
  private let exports: [Export]
  private let names: Set<String>?

  /// The names of all measures.
  package static var names: [String] { MeasureCatalogue.entries.map(\.name) }

  /// - Parameter measures: names, comma-separated; nil means all.
  package init(exports: [String], labels: String?, image: String?, measures: String?) throws {
    self.exports = exports.map { Export(path: $0, image: image, labels: labels) }
    guard let measures else {
      names = nil
      return
    }
    let chosen = measures.split(separator: ",").map { $0.filter { $0 != " " } }
    for name in chosen where !Self.names.contains(name) {
      throw ProgramError(.usage, "there is no measure “\(name)”; known are \(Self.names.joined(separator: ", ")).")
    }
    names = Set(chosen)
  }

  /// Prints one document per export (a JSON array for several) to standard output, failures to standard error. An export that cannot be read does not
  /// stop the others.
  package func print(as format: MeasureFormat) async throws -> ExitStatus {
    var documents: [(name: String, json: JSONValue)] = []
    var status = ExitStatus.success
    for export in exports {
      do {
        let segmentation = try ExportReading.segmentation(of: export).segmentation
        for problem in segmentation.problems {
          Console.warn("\(export.path): \(problem.structure): \(problem.message)")
        }
        documents.append(
          (export.name, await MeasureCatalogue.document(of: Scene(segmentation: segmentation), .init(names: names))))
      } catch let error as ReadError {
        Console.warn("\(export.path): \(error.message)")
        status = error.status
      }
    }
    guard !documents.isEmpty else { return status }
    switch format {
    case .json:
      let value = documents.count == 1 ? documents[0].json : .array(documents.map(\.json))
      Console.print(try value.text(.indented))
    case .csv: Console.print(MeasureTable(documents).csv)
    case .table: Console.print(MeasureTable(documents).aligned)
    }
    return status
  }
}
