internal import Digest
internal import Evaluation
internal import Files
internal import Formats
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results

/// `segwarden report --format dicom-…`: a record as a DICOM object about the object that was judged.
///
/// Records hold no UIDs: what an object refers to is read from the judged object itself, and its record is the one with
/// its digest.
package struct DICOMReportRun: Sendable {
  private let results: String
  private let cases: Set<String>
  private let source: String
  private let output: String
  private let form: DICOMReportForm

  /// - Parameters:
  ///   - results: what keeps the record: see `KeptResults`.
  ///   - cases: only records of cases of these names; empty for all.
  ///   - source: the segmentation or structure set that the record is about.
  package init(results: String, cases: Set<String>, source: String, output: String, form: DICOMReportForm) {
    (self.results, self.cases, self.source, self.output, self.form) = (results, cases, source, output, form)
  }

  /// Writes the object. Throws a `ProgramError`.
  package func run() throws -> ExitStatus {
    let object: JudgedObject
    do {
      object = try JudgedObject(path: source)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(source): \(error.message)")
    }
    let record = try record(about: object)
    let bytes: [UInt8]
    do {
      bytes = try ObjectReportWriter.bytes(form.kind, Self.report(of: record), about: object)
    } catch let error as WriteError {
      throw ProgramError(.badInput, "\(record.caseName): \(error.message)")
    }
    do throws(FileError) {
      try PrivateFile.put(bytes, at: output)
    } catch {
      throw ProgramError(.inputOutput, "\(output): the file cannot be written (\(error.message)).")
    }
    return .success
  }

  private func record(about object: JudgedObject) throws -> Record {
    var found: [Record] = []
    try KeptResults(results).forEach { kept, _ in
      guard case .result(let result) = kept, let record = result.record,
        cases.isEmpty || cases.contains(result.caseName),
        record.provenance.inputs.first(where: { $0.role == "mask" })?.sha256 == object.digest
      else { return }
      found.append(record)
    }
    guard let record = found.first else {
      throw ProgramError(
        .badInput,
        "\(results): no record is about \(source); name the object that was checked, as it was then.")
    }
    guard found.count == 1 else {
      let names = found.map { "“\($0.caseName)”" }.joined(separator: ", ")
      throw ProgramError(
        .badInput, "\(results): several records are about \(source): \(names); name one of the cases with --case.")
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
