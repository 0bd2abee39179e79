package import Geometry
package import PolicyLanguage
package import Wording

/// The volume of a structure in three dimensions.
package struct VolumeRange: JudgedKind {
  let band: Band
  let whole: Whole?

  package static let name = "volume"
  package static let needsSubjects = true
  package static let dimensions = 3...3
  package var wantsSource: Bool { true }
  package var sizeLimits: Limits? { band.possible ?? band.typical }
  package var namedLabels: [String] {
    if case .label(let name)? = whole { return [name] }
    return []
  }

  package init?(reading fields: inout FieldReader) {
    guard let size = SizeFields(reading: &fields, physical: .volume) else { return nil }
    (band, whole) = (size.band, size.whole)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    ([subject].compactMap { $0 } + namedLabels).compactMap { facts.place($0) }.map { VoxelCount(structure: $0) }
  }

  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] {
    SizeFields.limitedNumbers(subject, band: band, whole: whole, noun: "volume")
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    SizeFields.judge(subject, band: band, whole: whole, noun: "volume", facts: facts)
  }
}

extension VolumeRange {
  package func statement(about subject: String) -> String {
    "the volume of \(subject)\(whole.map { ", as a share of \($0.words)," } ?? "") \(band.words)"
  }

  package static var restsOn: [String] { ["volume", "voxels"] }
}
