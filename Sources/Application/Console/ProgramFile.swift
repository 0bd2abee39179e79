internal import Digest
internal import FoundationEssentials

/// The file of the program that runs.
enum ProgramFile {
  /// SHA-256 of it; empty where the system does not tell which it is. Cost: the file is read.
  static var digest: String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = CommandLine.arguments.first ?? ""
    #endif
    guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return "" }
    var hash = SHA256()
    data.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal()
  }
}
