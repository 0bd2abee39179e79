internal import FoundationEssentials

/// Where a store lies when nobody says, and the key for pseudonyms.
package struct StorePlace: Hashable, Sendable {
  /// The file that `SEGWARDEN_STORE` names, else `segwarden/results.sqlite` in `XDG_STATE_HOME`, else in
  /// `~/.local/state`: results are neither a cache, which may be emptied, nor configuration, which is copied about.
  package let path: String
  /// The key for pseudonyms, which is never in a store's folder of one's own choice: who gets the store should not get
  /// the key.
  package let keyFile: String
  /// Whether the folder is the user's own for state, which is made where there is none.
  private let isStandard: Bool

  /// Nil where the environment knows neither of them nor a home.
  package init?(in environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    // The XDG specification: a relative path is to be ignored.
    let state = value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let folder = state ?? value("HOME").map({ "\($0)/.local/state" }) else { return nil }
    path = value("SEGWARDEN_STORE") ?? "\(folder)/segwarden/results.sqlite"
    isStandard = value("SEGWARDEN_STORE") == nil
    keyFile = "\(folder)/segwarden/pseudonyms.key"
  }

  /// Makes the user's folder for state where the store lies in it; a folder of one's own choice must be there.
  package func makeFolder() throws(StoreError) { if isStandard { try Self.makeFolder(of: path) } }

  /// The pseudonyms under the user's key, which is made where there is none.
  package func pseudonyms() throws(StoreError) -> Pseudonyms {
    try Self.makeFolder(of: keyFile)
    return try Pseudonyms(keyFile: keyFile)
  }

  private static func makeFolder(of file: String) throws(StoreError) {
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(
        .readOnly,
        "\(folder): the folder for results cannot be made; check its permissions, or say where the store lies (--store)."
      )
    }
  }
}
