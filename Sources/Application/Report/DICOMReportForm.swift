internal import Formats

/// What a record is written as, by the word that a user says.
package enum DICOMReportForm: String, CaseIterable, Sendable {
  /// Comprehensive 3D SR, for people.
  case report = "sr"
  /// Content Assessment Results, for machines.
  case assessment
  /// A rejection note, for archives.
  case rejection

  var kind: ObjectReportWriter.Kind {
    switch self {
    case .report: .structuredReport
    case .assessment: .assessment
    case .rejection: .rejectionNote
    }
  }
}
