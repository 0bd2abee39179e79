import Application
import Foundation
import PolicyLanguage
import SegWarden
import Testing

/// A folder of a test's own, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "segwarden-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders it lies in, and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let url = URL(filePath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return file(name)
  }

  /// Draws a shipped phantom and returns its path.
  func phantom(_ recipe: String, to name: String) throws -> String {
    try FileManager.default.createDirectory(
      at: URL(filePath: file(name)).deletingLastPathComponent(), withIntermediateDirectories: true)
    #expect(try PhantomRun.draw(recipe, to: file(name)) == .success)
    return file(name)
  }
}

/// The shipped policy of kidneys: its one context is `nephrectomy`, which is none, left or right.
func kidneys() throws -> Policy { try PolicyLibrary(folders: []).policy("ct-kidneys").checked() }
