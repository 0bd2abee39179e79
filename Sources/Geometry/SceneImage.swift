package import Volume

extension Scene {
  /// The image, when its voxels are the masks' voxels; else nil, and `imageProblem` says why.
  package var usableImage: IntensityVolume? { imageProblem == nil ? image : nil }
}

/// Whether an image can be laid over the masks.
extension MeasureSource {
  /// Whether there is an image that can be laid over the masks.
  package var hasUsableImage: Bool { imageGrid != nil && imageProblem == nil }

  /// Why no image measure can be evaluated although there is an image; one sentence for a person, nil when the image
  /// can be used or there is none.
  ///
  /// Both grids must hold the same voxels, in whatever storage order. Where both say how they lie in the patient,
  /// corresponding corners must lie within half of the smallest spacing: farther apart, an image voxel no longer is the
  /// one that was segmented (a flipped image has the right size as well).
  package var imageProblem: String? {
    guard let image = imageGrid else { return nil }
    let relation = grid.relation(to: image, within: grid.halfVoxel)
    if case .same? = relation { return nil }
    guard grid.size == image.size else {
      return "the image has \(extent(image)) and the masks have \(extent(grid)), so nothing can be "
        + "measured in it; give the image that was segmented, or resample the masks onto it."
    }
    guard relation != nil, let deviation = grid.cornerDeviation(from: image) else { return nil }
    let shown = (deviation * 10).rounded() / 10
    return
      "the image and the masks have the same size but lie up to \(shown) mm apart in the patient, so nothing can be "
      + "measured in it; give the image that was segmented, or resample the masks onto it."
  }

  /// Whether image and masks share a grid; nil when their sizes agree and nothing says where they lie.
  package var imageHasSameGrid: Bool? {
    guard let image = imageGrid else { return nil }
    guard imageProblem == nil else { return false }
    return grid.affine == nil || image.affine == nil ? nil : true
  }

  private func extent(_ grid: Grid) -> String {
    (0..<grid.dimensions).map { "\(grid.size[$0])" }.joined(separator: " × ")
      + (grid.dimensions == 2 ? " pixels" : " voxels")
  }
}
