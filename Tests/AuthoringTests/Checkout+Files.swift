import Foundation
import TestSupport

extension Checkout {
  static func files(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: file(folder).path))
  }
}
