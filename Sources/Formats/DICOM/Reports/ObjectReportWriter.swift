internal import Digest

/// Writes objects about judged objects: what they share.
///
/// The same record gives the same object: its UIDs are made from the digests of the record and of what it is about.
package enum ObjectReportWriter {
  /// What can be written.
  package enum Kind: Sendable {
    /// For people: Comprehensive 3D SR.
    case structuredReport
    /// For machines: Content Assessment Results.
    case assessment
    /// For archives that hide what is rejected: a key object selection.
    case rejectionNote
    /// The same for people, which hides nothing.
    case qualityIssue
  }

  /// Makes the bytes of the object as a file. Throws a `WriteError` for what cannot be said so.
  package static func bytes(_ kind: Kind, _ report: ObjectReport, about object: JudgedObject) throws -> [UInt8] {
    switch kind {
    case .structuredReport: return StructuredReport(report, about: object).bytes
    case .assessment: return AssessmentResults(report, about: object).bytes
    case .rejectionNote: return try QualityNote(.rejected, report, about: object).bytes
    case .qualityIssue: return try QualityNote(.issue, report, about: object).bytes
    }
  }

  /// UIDs of an object about another one, by what it is.
  static func uid(_ what: String, _ report: ObjectReport, _ object: JudgedObject) -> String {
    let digits = SHA256.of("\(what) \(report.record) \(object.digest)").prefix(32)
    return "2.25.\(UInt128(digits, radix: 16) ?? 0)"
  }

  /// The patient, the study, the series and the equipment. What is described otherwise lies in a series of its own.
  static func dataset(
    modality: String, description: String, series: String? = nil, _ report: ObjectReport, about object: JudgedObject
  ) -> DICOMDatasetBuilder {
    var dataset = DICOMDatasetBuilder()
    dataset.add(.specificCharacterSet, "CS", "ISO_IR 192")
    for (tag, representation, text) in object.shared { dataset.add(tag, representation, text) }
    dataset.add(.modality, "CS", modality)
    dataset.add(.seriesInstance, "UI", uid("\(series ?? modality) series", report, object))
    dataset.add(.seriesNumber, "IS", "1")
    dataset.add(.seriesDescription, "LO", description)
    dataset.add(.referencedPerformedSteps, items: [])
    dataset.add(.manufacturer, "LO", "SegWarden")
    dataset.add(.modelName, "LO", "SegWarden")
    dataset.add(.deviceSerialNumber, "LO", "1")
    dataset.add(.softwareVersions, "LO", String(report.program.prefix(64)))
    dataset.add(.instanceNumber, "IS", "1")
    dataset.add(.contentDate, "DA", report.date)
    dataset.add(.contentTime, "TM", report.time)
    return dataset
  }

  /// What the content refers to, by study and series (PS3.3, C.17.2.3).
  static func evidence(_ objects: [(series: String, references: [ObjectReference])], study: String)
    -> DICOMDatasetBuilder
  {
    var item = DICOMDatasetBuilder()
    item.add(.studyInstance, "UI", study)
    item.add(
      .referencedSeries,
      items: objects.map { series, references in
        var item = DICOMDatasetBuilder()
        item.add(.seriesInstance, "UI", series)
        item.add(.referencedSOPs, items: references.map(\.item))
        return item
      })
    return item
  }
}
