internal import Volume

/// A region of interest: a name, what it is taken for, and the contours that draw it.
struct ContouredRegion {
  let number: Int
  let name: String?
  /// What the planning system says that it is, as `CodedConcept` writes it.
  let codes: [String]
  let facts: StructureFacts
  let frameOfReference: String?
  var contours: [Contour] = []

  /// - Parameters:
  ///   - item: of the structure set's regions.
  ///   - observations: what was observed of the region (PS3.3, C.8.8.8). Of several that say something each, the first
  ///     one's kind is taken, and all codes.
  init(_ item: DICOMDataset, number: Int, _ observations: [DICOMDataset]) throws {
    self.number = number
    name = item.text(.roiName) ?? observations.lazy.compactMap { $0.text(.roiObservationLabel) }.first
    codes = try observations.compactMap { try $0.concept(.roiIdentificationCode)?.text }
    facts = StructureFacts(
      category: try observations.compactMap { try $0.concept(.segmentedCategory)?.text }.first,
      interpretedType: observations.lazy.compactMap { $0.term(.roiInterpretedType) }.first,
      algorithmType: item.term(.roiGenerationAlgorithm))
    frameOfReference = item.string(.roiFrameOfReference)
  }
}
