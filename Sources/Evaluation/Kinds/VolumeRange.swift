package import Geometry
package import PolicyLanguage

/// The volume of a structure in three dimensions.
package struct VolumeRange: JudgedKind {
  let band: Band
  let whole: Whole?

  package static let name = "volume"
  package static let summary =
    "The volume lies in a typical (else warn) and a possible (else fail) range: mL, mm³, voxels, or percent of another label."
  package static let page = KindPage(
    why:
      "A mask far from any volume that anatomy has is leaked, cut off, or another structure. The typical range holds most of a population, the possible one nearly everybody: patients are ill, and it is the mask that is judged.",
    example: """
      - id: volume
        each: kidneys
        volume: {typical: 99..230 mL, possible: 45..450 mL}
        when: complete
        source: {cite: "SHIP-Trend, J Clin Med 2024;13(3):769", population: adults, mean: 144 mL}
      """,
    judged:
      "Pass inside `typical`, warn outside it, fail outside `possible`. With limits alone (`volume: 45..450 mL`), fail outside them. A share (`typical: 2..5 %`) needs `of: image` or `of: LABEL`. Not evaluable without voxels, or in mL without spacing. A structure that the field of view cuts is judged too, unless `when: complete` says otherwise.",
    remedy:
      "Compare with the picture: too large is often a leak into a neighbour, too small a missing part or a cut. If patients of this population are like that, learn the range from accepted cases (`policy fit`)."
  )
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
