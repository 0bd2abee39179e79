internal import Formats
internal import FoundationEssentials

/// nnU-Net's `dataset.json`, which lies beside predictions, or beside the folder of a data set's labels.
enum LabelsBeside {
  static let name = "dataset.json"
  /// What nnU-Net calls folders of labels, whose table lies one higher.
  private static let labelFolders = ["labelsTr", "labelsTs"]

  /// The export with the table that lies beside it, where it is a file and nobody named one. Files of a folder name
  /// their structures themselves.
  static func added(to export: Export) -> Export {
    guard export.labels == nil, let table = table(for: export.path) else { return export }
    var export = export
    export.labels = table
    export.hasFoundLabels = true
    return export
  }

  private static func table(for path: String) -> String? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else { return nil }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let depth = folder.last.map { labelFolders.contains(String($0)) } == true ? 2 : 1
    return (0..<depth).lazy.map { (folder.dropLast($0) + [Substring(name)]).joined(separator: "/") }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}
