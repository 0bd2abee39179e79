internal import Formats
internal import FoundationEssentials

/// nnU-Net's `dataset.json`, which lies beside predictions or in the folder above and names their labels.
enum LabelsBeside {
  private static let name = "dataset.json"

  /// The table for a mask file; nil for a folder, whose files name structures, and where there is none.
  static func table(for path: String) -> String? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).lazy.map { depth in
      (parts.dropLast(depth) + [Substring(name)]).joined(separator: "/")
    }.first { FileManager.default.fileExists(atPath: $0) }
  }
}
