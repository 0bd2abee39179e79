/// A record for machines: Content Assessment Results (PS3.3, A.81.3 and C.33.1). Observations hold expectation, limit
/// and measured number as text: the standard's structured constraints are about attributes of the assessed object, and
/// what a policy measures is none.
struct AssessmentResults {
  static let storage = "1.2.840.10008.5.1.4.1.1.90.1"

  let bytes: [UInt8]

  init(_ report: ObjectReport, about object: JudgedObject) {
    var dataset = ObjectReportWriter.dataset(
      modality: "ASMT", description: "SegWarden: \(report.decision.rawValue)", report, about: object)
    dataset.add(.assessmentLabel, "LO", String(report.policy.prefix(64)))
    dataset.add(.assessmentType, code: .segmentationAssessment)
    dataset.add(.assessmentRequester, items: [])
    dataset.add(.assessmentSummary, "CS", Self.summary(report.decision))
    dataset.add(
      .assessmentSummaryDescription, "UT",
      report.reasons.isEmpty ? "No finding speaks against the object." : report.reasons.joined(separator: "\n"))
    var assessed = object.reference.item
    let images = object.sources.flatMap(\.instances)
    if !images.isEmpty { assessed.add(.comparedInstances, items: images.map(\.item)) }
    dataset.add(.assessedInstances, items: [assessed])
    dataset.add(.numberOfObservations, longs: [report.observations.count])
    if !report.observations.isEmpty { dataset.add(.observations, items: report.observations.map(Self.item)) }
    Self.addReferences(of: object, to: &dataset)
    bytes = dataset.file(kind: Self.storage, instance: ObjectReportWriter.uid("assessment", report, object))
  }

  private static func summary(_ decision: ObjectReport.Decision) -> String {
    switch decision {
    case .accept: "PASSED"
    case .review: "INCONCLUSIVE"
    case .reject: "FAILED"
    }
  }

  private static func item(_ observation: ObjectReport.Observation) -> DICOMDatasetBuilder {
    var item = DICOMDatasetBuilder()
    item.add(.observationSignificance, "CS", observation.weight.rawValue)
    item.add(.observationDescription, "UT", observation.sentence)
    item.add(.structuredConstraints, items: [])
    item.add(.observationBasis, code: .policyExpectation)
    return item
  }

  /// The Common Instance Reference module (PS3.3, C.12.2).
  private static func addReferences(of object: JudgedObject, to dataset: inout DICOMDatasetBuilder) {
    let series = [(series: object.series, instances: [object.reference])] + object.sources
    dataset.add(
      .referencedSeries,
      items: series.map { series in
        var item = DICOMDatasetBuilder()
        item.add(.seriesInstance, "UI", series.series)
        item.add(.referencedInstances, items: series.instances.map(\.item))
        return item
      })
  }
}
