import Foundation
import TestSupport

/// DICOM objects that `Scripts/dicom-fixtures` made with other people's libraries, with what these read in them.
enum MadeDICOM {
  static let folder: URL =
    ProcessInfo.processInfo.environment["SEGWARDEN_DICOM_FIXTURES"].map { URL(fileURLWithPath: $0) }
    ?? Checkout.file(".build/dicom-fixtures")

  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("complete").path)

  static func path(_ file: String) -> String { folder.appendingPathComponent(file).path }

  static func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }

  /// What a folder says of its contents.
  struct Expected: Decodable {
    let shape: [Int]
    let tolerance: Double?
    let segments: Int?
    let programs: [String]?
    let regions: [String]?
    /// How many contours draw each region.
    let contours: [String: Int]?
  }

  static func expected(_ folder: String) throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(fileURLWithPath: path("\(folder)/expected.json"))))
  }

  static func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
  }

  /// Little-endian single-precision numbers.
  static func floats(_ file: String) throws -> [Float] {
    let bytes = try bytes(file)
    return stride(from: 0, to: bytes.count, by: 4).map { at in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) })
    }
  }
}
