/// Names of files for cases: no two alike, on file systems that do not tell capitals apart either.
package enum CaseFileNames {
  /// In characters. File systems take 255 bytes, and endings follow.
  private static let longest = 40

  /// - Parameter kept: names that some cases have already.
  package static func of(_ cases: [String], keeping kept: [String: String] = [:]) -> [String: String] {
    var names = kept
    var taken = Set(kept.values.map { $0.lowercased() })
    for name in cases where names[name] == nil {
      let safe = String(name.prefix(longest).map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
      // Neither a hidden file nor the folder itself.
      let base = safe.first.map { $0 == "." } ?? true ? "_" + safe : safe
      var unique = base
      var number = 1
      while !taken.insert(unique.lowercased()).inserted {
        number += 1
        unique = "\(base)-\(number)"
      }
      names[name] = unique
    }
    return names
  }
}
