internal import Volume

/// What a mask says of the image that it was made of, and how that differs from the one that it was given with.
/// Identifiers are compared here and go no farther.
struct ObjectReferences {
  private let frameOfReference: String?
  private let instances: Set<String>

  /// The references of a segmentation object: its series, or where it names none, the source images of its frames.
  init(segmentation dataset: DICOMDataset, _ groups: FunctionalGroups, frames: Int) throws {
    frameOfReference = dataset.string(.frameOfReference)
    var instances: Set<String> = []
    for series in try dataset.items(.referencedSeries) {
      for item in try series.items(.referencedInstances) {
        if let instance = item.string(.referencedInstance) { instances.insert(instance) }
      }
    }
    if instances.isEmpty {
      for derivation in try groups.groups(.derivationImages, ofAll: frames) {
        for source in try derivation.items(.sourceImages) {
          if let instance = source.string(.referencedInstance) { instances.insert(instance) }
        }
      }
    }
    self.instances = instances
  }

  /// The references of a structure set: the images of its contours, and those of the series that it names.
  init(structureSet dataset: DICOMDataset, instances: Set<String>) throws {
    var instances = instances
    var frame = dataset.string(.frameOfReference)
    for reference in try dataset.items(.referencedFramesOfReference) {
      frame = frame ?? reference.string(.frameOfReference)
      for study in try reference.items(.referencedStudies) {
        for series in try study.items(.referencedRTSeries) {
          for image in try series.items(.contourImages) {
            if let instance = image.string(.referencedInstance) { instances.insert(instance) }
          }
        }
      }
    }
    frameOfReference = frame
    self.instances = instances
  }

  /// How the references miss the image's series; nothing where there is no series to compare with.
  ///
  /// - Parameter regions: frames of reference that single regions name.
  func discrepancies(from image: SourceImage?, regions: [String] = []) -> [HeaderDiscrepancy.Readings] {
    guard let series = image?.series else { return [] }
    var faults: [HeaderDiscrepancy.Readings] = []
    let missing = instances.subtracting(series.instances).count
    if missing > 0 {
      faults.append(
        .references(
          missing == instances.count
            ? .otherSeries(instances: missing) : .missingInstances(missing, of: instances.count)))
    }
    let frames = regions.isEmpty ? [frameOfReference].compactMap(\.self) : regions
    if let own = series.frameOfReference, frames.contains(where: { $0 != own }) {
      faults.append(.references(.frameOfReference))
    }
    return faults
  }
}
