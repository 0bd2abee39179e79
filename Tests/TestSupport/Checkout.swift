package import Foundation

/// The checkout that the tests were built from, and what may lie beside it.
package enum Checkout {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file of the checkout.
  package static func file(_ path: String) -> URL { root.appending(path: path) }

  package static func text(_ path: String) throws -> String { try String(contentsOf: file(path), encoding: .utf8) }
}

/// Real data and measures of other programs, which some machines have beside the project.
package enum Shared {
  package static let root = Checkout.root.deletingLastPathComponent().appending(path: "shared")
  package static let isThere = has("data/totalsegmentator")

  package static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path)) }

  package static func file(_ path: String) -> String { root.appending(path: path).path }

  package static func data(_ path: String) -> String { file("data/\(path)") }
}
