internal import Diagnostics
internal import Evaluation
internal import Formats
internal import FoundationEssentials
package import PolicyLanguage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where the cases of a run or a cohort come from: paths, a pattern, a manifest, a folder of exports, or a list on
/// standard input.
package enum CaseSource {
  /// The exports of a manifest (`.csv`, `.tsv`, `.jsonl`: see `CaseManifest`) or of a folder (see `CaseFolder`).
  ///
  /// - Parameter policy: what facts in a manifest are held against, and what tells a folder with one file per structure
  ///   from a folder of exports.
  ///
  /// Throws a `CaseListError` when there are none, or with all mistakes when a row has any: who learns from cases wants
  /// all of them.
  package static func cases(at path: String, for policy: Policy? = nil) throws -> [Export] {
    let list = try list(at: path, for: policy.map { [$0] } ?? [])
    if let mistakes = list.mistakes {
      throw CaseListError(.unusable, "the manifest has rows that cannot be used.\n\(mistakes)")
    }
    return list.cases.compactMap(\.export)
  }

  /// The cases of a table, folder or list on standard input (`-`), rows that cannot be used among them, and what was
  /// left out. Throws only when there is no case at all.
  ///
  /// - Parameter policies: those that may judge; none where nobody said.
  package static func list(at path: String, for policies: [Policy] = []) throws -> CaseList {
    let only = policies.count == 1 ? policies[0] : nil
    if path == "-" { return try standardInput(for: only) }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CaseListError(.notFound, "\(path): there is no such file or folder; check the spelling of the path.")
    }
    if isFolder { return try CaseFolder.read(path: path, knows: knowing(policies)) }
    guard CaseManifest.endings.contains(where: { path.lowercased().hasSuffix($0) }) else {
      throw CaseListError(
        .noList,
        "\(path): a list of cases is a table (\(CaseManifest.endings.joined(separator: ", "))) or a folder of exports; one export is given by itself."
      )
    }
    return try CaseManifest.read(path: path, policy: only)
  }

  /// The cases that a path means which a user names as an export: a file, a folder that is one export or holds some, or
  /// a pattern of a shell that nobody has expanded.
  package static func named(_ export: Export, for policies: [Policy]) -> CaseList {
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: export.path, isDirectory: &isFolder)
    if !isThere, export.path.contains(where: { "*?[".contains($0) }) {
      let found = matching(export.path)
      let lists = found.map { path in
        var export = export
        export.path = path
        return named(export, for: policies)
      }
      // What nothing is called like is a case that is not found.
      if !lists.isEmpty { return CaseList(cases: lists.flatMap(\.cases), notes: lists.flatMap(\.notes)) }
    }
    // An image belongs to one export. A folder without any case is a case that cannot be read: the others go on.
    if isFolder, export.image == nil, !CaseFolder.isExport(export.path),
      let list = try? CaseFolder.read(path: export.path, knows: knowing(policies))
    {
      return list
    }
    return CaseList(cases: [ListedCase(LabelsBeside.added(to: export))])
  }

  private static func knowing(_ policies: [Policy]) -> ((String) -> Bool)? {
    policies.isEmpty ? nil : { name in policies.contains { $0.knows(structure: name) } }
  }

  private static func matching(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }

  /// A path on each line, or a JSON object as in a manifest.
  private static func standardInput(for policy: Policy?) throws -> CaseList {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    if lines.first(where: { !$0.isEmpty })?.hasPrefix("{") == true {
      return try CaseManifest.read(text: lines.joined(separator: "\n"), path: "-", policy: policy)
    }
    let paths = lines.filter { !$0.isEmpty }
    guard !paths.isEmpty else { throw CaseListError(.unusable, "standard input lists no export.") }
    return CaseList(cases: paths.map { ListedCase(LabelsBeside.added(to: Export(path: $0))) })
  }
}
