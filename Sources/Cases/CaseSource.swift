internal import FoundationEssentials
package import PolicyLanguage

/// Where the cases of a run or a cohort come from: a manifest, or a folder of exports.
package enum CaseSource {
  /// The exports of a manifest (`.csv`, `.tsv`: see `CaseManifest`) or of a folder (see `CaseFolder`).
  ///
  /// - Parameter policy: what facts in a manifest are held against, and what tells a folder with one file per structure
  ///   from a folder of exports.
  ///
  /// Throws a `ProgramError` when there are none, or with all mistakes when a row has any: who learns from cases wants
  /// all of them.
  package static func cases(at path: String, for policy: Policy? = nil) throws -> [Export] {
    let list = try list(at: path, for: policy)
    if let mistakes = list.mistakes {
      throw ProgramError(.badInput, "the manifest has rows that cannot be used.\n\(mistakes)")
    }
    return list.cases.compactMap(\.export)
  }

  /// The cases of a table or folder, rows that cannot be used among them, and what was left out. Throws only when there
  /// is no case at all.
  package static func list(at path: String, for policy: Policy? = nil) throws -> CaseList {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ProgramError(.noInput, "\(path): there is no such file or folder; check the spelling of the path.")
    }
    if isFolder { return try CaseFolder.read(path: path, policy: policy) }
    guard [".csv", ".tsv"].contains(where: { path.lowercased().hasSuffix($0) }) else {
      throw ProgramError(
        .usage,
        "\(path): a list of cases is a table (.csv or .tsv) or a folder of exports; one export is given by itself.")
    }
    return try CaseManifest.read(path: path, policy: policy)
  }
}
