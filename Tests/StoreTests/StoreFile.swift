import Foundation
import TestSupport

/// All bytes of a store: the file, and what SQLite keeps beside it.
enum StoreFile {
  static func bytes(_ path: String) -> Data {
    ["", "-wal", "-shm", "-journal"].reduce(into: Data()) { all, ending in
      all.append(FileManager.default.contents(atPath: path + ending) ?? Data())
    }
  }

  static func holds(_ text: String, in path: String) -> Bool { holds(Array(text.utf8), in: path) }

  static func holds(_ needle: [UInt8], in path: String) -> Bool { bytes(path).firstRange(of: needle) != nil }
}
