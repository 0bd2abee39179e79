package import Cases
internal import Digest
internal import Evaluation
internal import Files
internal import Formats
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results

/// A record as a DICOM object about the object that was judged. Records hold no UIDs: what an object refers to is read
/// from the judged object itself, whose digest must be the record's.
package struct DICOMReportRun: Sendable {
  private let record: String
  private let source: String
  private let output: String
  private let form: DICOMReportForm

  /// - Parameters:
  ///   - record: the file of a record.
  ///   - source: the segmentation or structure set that it is about.
  package init(record: String, source: String, output: String, form: DICOMReportForm) {
    (self.record, self.source, self.output, self.form) = (record, source, output, form)
  }

  /// Writes the object. Throws a `ProgramError`.
  package func run() throws -> ExitStatus {
    let record = try readRecord()
    let object: JudgedObject
    do {
      object = try JudgedObject(path: source)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(source): \(error.message)")
    }
    guard record.provenance.inputs.first(where: { $0.role == "mask" })?.sha256 == object.digest else {
      throw ProgramError(
        .badInput, "\(source): the record is about another object; name the one that was checked, as it was then.")
    }
    let bytes: [UInt8]
    do {
      bytes = try ObjectReportWriter.bytes(form.kind, Self.report(of: record), about: object)
    } catch let error as WriteError {
      throw ProgramError(.badInput, "\(self.record): \(error.message)")
    }
    do throws(FileError) {
      try PrivateFile.put(bytes, at: output)
    } catch {
      throw ProgramError(.inputOutput, "\(output): the file cannot be written (\(error.message)).")
    }
    return .success
  }

  private func readRecord() throws -> Record {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(record)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(record): \(error.message)")
    }
    let json = try? JSONValue(parsing: bytes)
    guard json?["schema"]?.string == Record.schemaName, let result = try? json?.decoded(as: CaseResult.self) else {
      throw ProgramError(
        .badInput, "\(record): this is no record of this version, such as `segwarden check --output DIR` writes.")
    }
    guard let record = result.record else {
      throw ProgramError(
        .badInput, "\(record): the case could not be checked, so that there is nothing to say about its object.")
    }
    return record
  }

  /// A finding that failed or warned, with its limit and its number; nil for any other.
  private static func observation(_ finding: Finding) -> ObjectReport.Observation? {
    guard finding.outcome == .fail || finding.outcome == .warn else { return nil }
    let weight: ObjectReport.Observation.Weight =
      finding.severity == .note ? .minor : finding.outcome == .fail && finding.severity == .reject ? .major : .moderate
    let numbers = [
      finding.expected.map { "expected \($0)" }, finding.measured.map { "measured \($0.value) \($0.unit)" },
    ].compactMap(\.self)
    let words = numbers.isEmpty ? "" : " (\(numbers.joined(separator: ", ")))"
    return .init(weight, "\(finding.expectation): \(finding.message)\(words)")
  }

  private static func report(of record: Record) throws -> ObjectReport {
    let decision: ObjectReport.Decision =
      switch record.decision {
      case .accept: .accept
      case .review: .review
      case .reject: .reject
      }
    let structures = record.measures.filter { $0.state == .present }.map { measures in
      ObjectReport.Structure(
        label: measures.label, volume: measures.volumeML,
        sentences: record.reasons.filter { $0.label == measures.label }.map(\.text))
    }
    // `2025-01-31T12:00:00Z`
    let digits = record.provenance.started.filter(\.isNumber)
    return ObjectReport(
      decision: decision, reasons: record.reasons.map(\.text), structures: structures,
      observations: record.findings.compactMap(observation),
      policy: "\(record.provenance.policy.id) \(record.provenance.policy.version)",
      program: record.provenance.program, record: SHA256.of(try RecordJSON.line(CaseResult(record))),
      date: String(digits.prefix(8)), time: String(digits.dropFirst(8).prefix(6)))
  }
}
