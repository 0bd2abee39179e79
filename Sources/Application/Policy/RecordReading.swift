internal import Evaluation
internal import Formats
internal import JSON

/// Reads the findings of a record that `segwarden check` has written.
enum RecordReading {
  /// What of a record is read; the rest may be of another version.
  private struct Findings: Decodable {
    var findings: [Finding]
  }

  static func findings(_ path: String) throws -> [Finding] {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(path): \(error.message)")
    }
    guard let record = try? JSONValue(parsing: bytes).decoded(as: Findings.self) else {
      throw ProgramError(
        .badInput, "\(path): this is no record with findings, such as `segwarden check --output DIR` writes.")
    }
    return record.findings
  }
}
