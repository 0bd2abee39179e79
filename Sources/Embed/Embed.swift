import Foundation

/// `Embed OUTPUT MARK FOLDER...`: writes one Swift source that holds the texts of all files in the folders that are not
/// Swift sources themselves, and renews the mark.
@main
struct Embed {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
    guard arguments.count > 2 else { throw EmbedError(message: "Usage: Embed OUTPUT MARK FOLDER...") }
    let (output, mark) = (arguments[0], arguments[1])
    let source = try source(of: arguments.dropFirst(2))
    // An untouched file is not compiled again.
    if (try? String(contentsOf: output, encoding: .utf8)) != source {
      try source.write(to: output, atomically: true, encoding: .utf8)
    }
    try Data("\(Date().timeIntervalSince1970)".utf8).write(to: mark)
  }

  static func source(of folders: some Sequence<URL>) throws -> String {
    var source = "/// The embedded texts by folder and path. Written by the build; edit the files instead.\n"
    source += "let embeddedTexts: [(folder: StaticString, path: StaticString, text: StaticString)] = [\n"
    for folder in folders {
      for path in try paths(in: folder) {
        let data = try Data(contentsOf: folder.appending(path: path))
        guard let text = String(data: data, encoding: .utf8) else {
          throw EmbedError(message: "\(folder.lastPathComponent)/\(path) is not UTF-8 text; embedded files must be.")
        }
        source += "  (\(literal(folder.lastPathComponent)), \(literal(path)), \(literal(text))),\n"
      }
    }
    return source + "]\n"
  }

  /// Paths of the texts below a folder, relative to it, in a fixed order; hidden files and Swift sources are left out.
  static func paths(in root: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: root.path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
      let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
      return exists && !isFolder.boolValue && !isHidden && !path.hasSuffix(".swift")
    }.sorted()
  }

  /// A Swift string literal of any text: everything outside printable ASCII, and every character with a meaning in
  /// literals, is escaped.
  static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result + "\""
  }
}

/// Why the texts could not be embedded.
struct EmbedError: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}
