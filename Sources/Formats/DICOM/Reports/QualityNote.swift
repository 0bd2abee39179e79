/// A note about an object for archives and people: a key object selection (PS3.3, C.17.6.2; PS3.16, TID 2010) with the
/// reasons as its description.
struct QualityNote {
  static let storage = "1.2.840.10008.5.1.4.1.1.88.59"

  /// What the note says by its title.
  enum Title {
    /// (113001, DCM, "Rejected for Quality Reasons"), as IHE's Imaging Object Change Management has it: archives that
    /// follow it hide what the note refers to.
    case rejected
    /// (113010, DCM, "Quality Issue"), which hides nothing.
    case issue
  }

  let bytes: [UInt8]

  /// Throws a `WriteError` for an object that the title does not fit: only what was rejected may be hidden, and what
  /// was accepted has no issue.
  init(_ title: Title, _ report: ObjectReport, about object: JudgedObject) throws {
    let isFit = title == .rejected ? report.decision == .reject : report.decision != .accept
    guard isFit else {
      let wanted = title == .rejected ? "rejected" : "not accepted"
      let name = title == .rejected ? "rejection note" : "note of a quality issue"
      throw WriteError(
        code: .unsupported,
        message: "a \(name) is about an object that was \(wanted); this one's decision is \(report.decision.rawValue).")
    }
    var dataset = ObjectReportWriter.dataset(
      modality: "KO", description: "SegWarden: \(title == .rejected ? "rejected" : "quality issue")",
      series: title == .rejected ? "KO" : "KO of a quality issue", report, about: object)
    dataset.add(
      .currentEvidence,
      items: [ObjectReportWriter.evidence([(object.series, [object.reference])], study: object.study)])
    let reasons = report.reasons.joined(separator: "\n")
    ContentItem.container(
      nil, title == .rejected ? .rejectedForQuality : .qualityIssue, template: "2010",
      [
        .code(.observed, .observerType, .device),
        .uid(.observed, .deviceObserverUID, DICOMIdentifiers.implementation),
        .text(.observed, .deviceObserverName, report.program),
        .text(.contains, .keyObjectDescription, reasons.isEmpty ? report.policy : reasons),
        .object(nil, object.reference, isImage: object.isImage),
      ]
    ).add(to: &dataset)
    let name = title == .rejected ? "rejection" : "quality issue"
    bytes = dataset.file(kind: Self.storage, instance: ObjectReportWriter.uid(name, report, object))
  }
}
