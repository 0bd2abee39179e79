internal import Volume

/// A contour of a region (PS3.3, C.8.8.6): its points in the patient.
struct Contour {
  enum Kind: Hashable {
    /// Encloses an area.
    case closed
    /// Encloses an area, and what it shares with others is in none, as the file says.
    case exclusive
    /// A point, an open line, or a kind that is not known.
    case open
  }

  let kind: Kind
  /// In mm, in DICOM's frame (LPS).
  let points: [SIMD3<Double>]

  /// What a point takes, in mm and as a vertex.
  private static let bytesPerPoint = MemoryLayout<SIMD3<Double>>.stride + MemoryLayout<ContourFill.Vertex>.stride

  /// Throws `.damaged` where coordinates are no triples of numbers, and `.tooLarge` where the budget of the file has no
  /// room for the points.
  init(_ item: DICOMDataset, of file: InputFile) throws {
    switch item.string(.contourGeometricType) {
    case "CLOSED_PLANAR": kind = .closed
    // Both spellings are met; the standard has the first.
    case "CLOSEDPLANAR_XOR", "CLOSED_PLANAR_XOR": kind = .exclusive
    default: kind = .open
    }
    let numbers = try item.numbers(.contourData)
    guard numbers.count.isMultiple(of: 3), numbers.allSatisfy(\.isFinite) else {
      throw ElementReader.damage(
        DICOMTag.contourData.number, item.element(.contourData)?.value.lowerBound ?? 0,
        "its \(numbers.count) numbers are no finite triples of coordinates")
    }
    try file.claim(numbers.count / 3, Self.bytesPerPoint, for: "the points of the contours")
    points = stride(from: 0, to: numbers.count, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
  }
}
