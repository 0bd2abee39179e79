/// A record for people, as a measurement report: Comprehensive 3D SR by TID 1500 (PS3.16), unverified, since only a
/// person verifies. Each structure is a group with the segment that it is about, its volume and what is to be said.
struct StructuredReport {
  static let storage = "1.2.840.10008.5.1.4.1.1.88.34"

  let bytes: [UInt8]

  init(_ report: ObjectReport, about object: JudgedObject) {
    var dataset = ObjectReportWriter.dataset(
      modality: "SR", description: "SegWarden: \(report.decision.rawValue)", report, about: object)
    dataset.add(.completionFlag, "CS", "COMPLETE")
    dataset.add(.verificationFlag, "CS", "UNVERIFIED")
    dataset.add(.performedProcedureCodes, items: [])
    dataset.add(
      .currentEvidence,
      items: [
        ObjectReportWriter.evidence(
          [(object.series, [object.reference])] + object.sources.map { ($0.series, $0.instances) }, study: object.study)
      ])
    Self.root(report, object).add(to: &dataset)
    bytes = dataset.file(kind: Self.storage, instance: ObjectReportWriter.uid("report", report, object))
  }

  private static func root(_ report: ObjectReport, _ object: JudgedObject) -> ContentItem {
    let groups = report.structures.map { group($0, report, object) }
    let reasons = report.reasons.map { ContentItem.text(.contains, .reason, $0) }
    let decision = ContentItem.code(.contains, .decision, .value(of: report.decision))
    let policy = ContentItem.text(.contains, .policy, report.policy)
    // A container that holds nothing is none.
    let measurements =
      groups.isEmpty ? [] : [ContentItem.container(.contains, .imagingMeasurements, groups)]
    return .container(
      nil, .imagingMeasurementReport, template: "1500",
      [
        .code(.modifies, .language, .english),
        .code(.observed, .observerType, .device),
        .uid(.observed, .deviceObserverUID, DICOMIdentifiers.implementation),
        .text(.observed, .deviceObserverName, report.program),
        .code(.modifies, .procedureReported, .imagingProcedure),
      ] + measurements + [.container(.contains, .qualitativeEvaluations, [decision, policy] + reasons)])
  }

  private static func group(
    _ structure: ObjectReport.Structure, _ report: ObjectReport, _ object: JudgedObject
  ) -> ContentItem {
    let number = object.segments[structure.label]
    var children: [ContentItem] = [
      .text(.observed, .trackingIdentifier, structure.label),
      .uid(.observed, .trackingUID, ObjectReportWriter.uid("structure \(structure.label)", report, object)),
    ]
    if let type = number.flatMap({ object.types[$0] }) { children.append(.code(.contains, .finding, type)) }
    if let number, object.isImage {
      children.append(.object(.referencedSegment, object.reference, segment: number))
      if let source = object.sources.first {
        children.append(.uid(.contains, .sourceSeries, source.series))
      }
    }
    if let volume = structure.volume {
      children.append(.number(.volume, volume, unit: .millilitre))
    }
    children += structure.sentences.map { .text(.contains, .reason, $0) }
    return .container(.contains, .measurementGroup, template: "1411", children)
  }
}
