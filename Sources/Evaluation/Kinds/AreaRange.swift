package import Geometry
package import PolicyLanguage

/// The area of a structure in a picture.
package struct AreaRange: JudgedKind {
  let band: Band
  let whole: Whole?

  package static let name = "area"
  package static let summary =
    "The area lies in a typical (else warn) and a possible (else fail) range: mm², px, or percent of the image or another label."
  package static let needsSubjects = true
  package var wantsSource: Bool { true }
  package var namedLabels: [String] {
    if case .label(let name)? = whole { return [name] }
    return []
  }

  package init?(reading fields: inout FieldReader) {
    guard let size = SizeFields(reading: &fields, physical: .area) else { return nil }
    (band, whole) = (size.band, size.whole)
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] {
    ([subject].compactMap { $0 } + namedLabels).compactMap { facts.place($0) }.map { VoxelCount(structure: $0) }
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    SizeFields.judge(subject, band: band, whole: whole, noun: "area", facts: facts)
  }
}
