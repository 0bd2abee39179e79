package import Geometry
package import PolicyLanguage

/// The volume of a structure in three dimensions.
package struct VolumeRange: JudgedKind {
  let band: Band
  let whole: Whole?

  package static let name = "volume"
  package static let summary =
    "The volume lies in a typical (else warn) and a possible (else fail) range: mL, mm³, voxels, or percent of another label."
  package static let needsSubjects = true
  package var wantsSource: Bool { true }
  package var namedLabels: [String] {
    if case .label(let name)? = whole { return [name] }
    return []
  }

  package init?(reading fields: inout FieldReader) {
    guard let size = SizeFields(reading: &fields, physical: .volume) else { return nil }
    (band, whole) = (size.band, size.whole)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    ([subject].compactMap { $0 } + namedLabels).compactMap { facts.place($0) }.map { VoxelCount(structure: $0) }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    SizeFields.judge(subject, band: band, whole: whole, noun: "volume", facts: facts)
  }
}
