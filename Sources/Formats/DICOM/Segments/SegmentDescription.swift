internal import Volume

/// What a segmentation object says of one of its segments (PS3.3, C.8.20.4).
struct SegmentDescription: Hashable {
  let number: Int
  /// Segment Label.
  let label: String?
  /// The segmented property type with its modifiers, as `CodedConcept` writes it.
  let code: String?
  /// Whether the segment is what is in no segment, as a label map may describe it.
  let isBackground: Bool

  /// All descriptions in the order of the object.
  static func all(in dataset: DICOMDataset) throws -> [SegmentDescription] {
    try dataset.items(.segments).map { item in
      let type = try item.item(.segmentedType)
      let code = type.flatMap(CodedConcept.Code.init(item:))
      let modifiers = try type?.items(.segmentedTypeModifier).map(CodedConcept.Code.init(item:)) ?? []
      // Without a modifier that can be read, a right kidney would pass for any kidney.
      let concept =
        modifiers.contains(nil) ? nil : code.map { CodedConcept($0, modifiers: modifiers.compactMap(\.self)) }
      let number = try item.needed(.segmentNumber, try item.integer(.segmentNumber))
      return SegmentDescription(
        number: number, label: item.text(.segmentLabel), code: concept?.text,
        isBackground: number == 0 || code?.scheme == "DCM" && code?.value == "125040")
    }
  }
}

extension CodedConcept.Code {
  /// A code of a code sequence's item; nil where it has none.
  init?(item: DICOMDataset) {
    guard let scheme = item.string(.codingSchemeDesignator),
      let value = item.string(.codeValue) ?? item.string(.longCodeValue)
    else { return nil }
    self.init(scheme: scheme, value: value)
  }
}
