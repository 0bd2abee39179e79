import Application
import ArgumentParser

/// `segwarden dicom-report`: a record as a DICOM object.
struct DICOMReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dicom-report", abstract: "Writes a record as a DICOM object about the object that was judged.",
    discussion: """
      sr: Comprehensive 3D SR by TID 1500, for people; assessment: Content Assessment Results, for machines; rejection: a rejection note \
      (113001), by which archives that follow IHE's IOCM hide a rejected object.
      Records hold no UIDs: patient, study and references are read from the object itself, whose digest must be the record's.

      segwarden dicom-report case-17.json --source case-17.dcm -o case-17-report.dcm
      """)

  @Argument(help: "A record, as “check --output” or “check --format json” writes it.")
  var record: String

  @Option(help: "The segmentation or structure set that was judged.")
  var source: String

  @Option(help: "What to write: sr, assessment or rejection.")
  var format: DICOMReportForm = .report

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  func run() async throws {
    try await Exit.with {
      try DICOMReportRun(record: record, source: source, output: output, form: format).run()
    }
  }
}

extension DICOMReportForm: ExpressibleByArgument {}
