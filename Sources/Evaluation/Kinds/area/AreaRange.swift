package import Geometry
package import PolicyLanguage
package import Wording

/// The area of a structure in a picture.
package struct AreaRange: JudgedKind {
  let band: Band
  let whole: Whole?

  package static let name = "area"
  package static let hasSlices = true
  package static let needsSubjects = true
  package static let dimensions = 2...2
  package var wantsSource: Bool { true }
  package var sizeLimits: Limits? { band.possible ?? band.typical }
  package var namedLabels: [String] {
    if case .label(let name)? = whole { return [name] }
    return []
  }

  package init?(reading fields: inout FieldReader) {
    guard let size = SizeFields(reading: &fields, physical: .area) else { return nil }
    (band, whole) = (size.band, size.whole)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    ([subject].compactMap { $0 } + namedLabels).compactMap { facts.place($0) }.map { VoxelCount(structure: $0) }
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    SizeFields.limitedNumbers(subject, band: band, whole: whole, noun: "area")
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    SizeFields.judge(subject, band: band, whole: whole, noun: "area", facts: facts)
  }
}

extension AreaRange {
  package func statement(about subject: String) -> String {
    "the area of \(subject)\(whole.map { ", as a share of \($0.words)," } ?? "") \(band.words)"
  }

  package static var restsOn: [String] { ["volume", "voxels"] }
}
