internal import Formats

/// The DICOM object that a record is written as, by the word that a user says.
package enum DICOMReportForm: String, CaseIterable, Sendable {
  case report = "dicom-sr"
  case assessment = "dicom-assessment"
  case rejection = "dicom-rejection"
  case qualityIssue = "dicom-quality-issue"

  /// What it is good for, in a few words.
  package var summary: String {
    switch self {
    case .report: "a measurement report (Comprehensive 3D SR, TID 1500), for people"
    case .assessment: "Content Assessment Results, for machines"
    case .rejection: "a rejection note (113001), by which archives that follow IHE's IOCM hide a rejected object"
    case .qualityIssue: "a note of a quality issue (113010), which hides nothing"
    }
  }

  var kind: ObjectReportWriter.Kind {
    switch self {
    case .report: .structuredReport
    case .assessment: .assessment
    case .rejection: .rejectionNote
    case .qualityIssue: .qualityIssue
    }
  }
}
