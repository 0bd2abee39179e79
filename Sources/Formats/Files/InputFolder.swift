#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that a file lies in, and where a link leads, the folder of the file itself: what the file's contents name
/// is looked for there and nowhere else.
struct InputFolder {
  /// With a slash at the end; empty for the working directory.
  private let named: String
  /// Resolved; empty when the file is not there.
  private let real: [String]

  /// The folder of a file.
  init(of path: String) {
    named = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let folders = [Self.resolve(named.isEmpty ? "." : named), Self.resolve(path).map(Self.parent)]
    real = folders.compactMap { $0.map { $0.hasSuffix("/") ? $0 : $0 + "/" } }
  }

  /// The path of a file that contents name. Throws `.unsupported` for an absolute name and one that leads upwards.
  func path(of name: String) throws -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\0") else { throw Self.elsewhere }
    var status = stat()
    if lstat(named + name, &status) != 0, let last = real.last, lstat(last + name, &status) == 0 { return last + name }
    return named + name
  }

  /// Where a path leads; nil when that is outside the folder.
  func resolved(_ path: String) -> String? {
    guard let target = Self.resolve(path), real.contains(where: { target.hasPrefix($0) }) else { return nil }
    return target
  }

  static let elsewhere = ReadError(
    code: .unsupported,
    message: "the header names a data file outside its own folder, by its path or behind a link; "
      + "put both in one folder and name the file alone.")

  private static func parent(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/" }

  private static func resolve(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
