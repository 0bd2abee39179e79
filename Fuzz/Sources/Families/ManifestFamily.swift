import Cases
import Foundation

extension Family {
  /// Tables of cases, and facts beside exports.
  static let manifests = Family(name: "manifests") {
    [
      "export,case,image,context.phase,decision\na.nii,one,b.nii,venous,accept\n\"c \"\"d\"\".nii\",two,,,reject\n",
      "mask;labels;structures\na.nii;t.csv;liver spleen\n", "phase: venous\nage: 41\n", "{\"phase\": null}",
    ].map { Array($0.utf8) }
  } isSound: { bytes in
    let folder = placed(bytes)
    return (try? CaseSource.list(at: folder.appending(path: "m.csv").path)) != nil
      || (try? ContextFile.beside(Export(path: folder.appending(path: "a.nii").path))) != nil
  } run: { bytes in
    let folder = placed(bytes)
    for table in ["m.csv", "m.tsv"] {
      do {
        _ = try CaseSource.list(at: folder.appending(path: table).path)
      } catch let error as CaseListError {
        precondition(!error.message.isEmpty)
      } catch {
        preconditionFailure("manifests throw CaseListError, not \(error)")
      }
    }
    do {
      _ = try ContextFile.beside(Export(path: folder.appending(path: "a.nii").path))
    } catch let error as CaseError {
      precondition(!error.message.isEmpty)
    } catch {
      preconditionFailure("facts throw CaseError, not \(error)")
    }
  }

  /// A folder with some bytes as a table of cases, as facts, and as the export beside them.
  private static func placed(_ bytes: [UInt8]) -> URL {
    let folder = URL(filePath: "/dev/shm/segwarden-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in ["m.csv", "m.tsv", "a.context.yaml", "a.nii"] {
        try Data(bytes).write(to: folder.appending(path: name))
      }
    } catch {
      preconditionFailure("\(error)")
    }
    return folder
  }
}
