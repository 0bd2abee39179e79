/// A note that an object is not to be used: a key object selection titled (113001, DCM, "Rejected for Quality
/// Reasons"), as IHE's Imaging Object Change Management has it. Archives that follow it hide what it refers to.
struct RejectionNote {
  static let storage = "1.2.840.10008.5.1.4.1.1.88.59"

  let bytes: [UInt8]

  /// Throws a `WriteError` for an object that was not rejected: only that may be hidden.
  init(_ report: ObjectReport, about object: JudgedObject) throws {
    guard report.decision == .reject else {
      throw WriteError(
        code: .unsupported,
        message: "a rejection note is about an object that was rejected; this one's decision is "
          + "\(report.decision.rawValue).")
    }
    var dataset = ObjectReportWriter.dataset(
      modality: "KO", description: "SegWarden: rejected", report, about: object)
    dataset.add(
      .currentEvidence,
      items: [ObjectReportWriter.evidence([(object.series, [object.reference])], study: object.study)])
    let reasons = report.reasons.joined(separator: "\n")
    ContentItem.container(
      nil, .rejectedForQuality, template: "2010",
      [
        .code(.observed, .observerType, .device),
        .uid(.observed, .deviceObserverUID, DICOMIdentifiers.implementation),
        .text(.observed, .deviceObserverName, report.program),
        .text(.contains, .keyObjectDescription, reasons.isEmpty ? report.policy : reasons),
        .object(nil, object.reference, isImage: object.isImage),
      ]
    ).add(to: &dataset)
    bytes = dataset.file(kind: Self.storage, instance: ObjectReportWriter.uid("rejection", report, object))
  }
}
