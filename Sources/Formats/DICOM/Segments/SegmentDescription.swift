internal import Volume

/// What a segmentation object says of one of its segments (PS3.3, C.8.20.4).
struct SegmentDescription: Hashable {
  let number: Int
  /// Segment Label.
  let label: String?
  /// The segmented property type with its modifiers.
  let type: CodedConcept?
  let facts: StructureFacts
  /// Whether the segment is what is in no segment, as a label map may describe it.
  let isBackground: Bool

  /// All descriptions in the order of the object.
  static func all(in dataset: DICOMDataset) throws -> [SegmentDescription] {
    try dataset.items(.segments).map { item in
      let type = try item.concept(.segmentedType)
      let number = try item.needed(.segmentNumber, try item.integer(.segmentNumber))
      let facts = StructureFacts(
        category: try item.concept(.segmentedCategory)?.text, algorithmType: item.term(.segmentAlgorithmType),
        algorithmName: item.text(.segmentAlgorithmName), tracking: item.string(.trackingUID).map(TrackingIdentity.init))
      return SegmentDescription(
        number: number, label: item.text(.segmentLabel), type: type, facts: facts,
        isBackground: number == 0 || type?.code.scheme == "DCM" && type?.code.value == "125040")
    }
  }
}
