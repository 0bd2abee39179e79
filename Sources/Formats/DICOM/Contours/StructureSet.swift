internal import Numerics
internal import Volume

/// A DICOM structure set (PS3.3, A.19): regions that contours draw.
struct StructureSet {
  private let regions: [ContouredRegion]
  private let doubled: [Int]
  private let references: ObjectReferences

  /// Throws `.damaged` for contours that are no points, or of a region that is not described, and `.tooLarge` where the
  /// budget of the file has no room for the points.
  init(_ dataset: DICOMDataset, of file: InputFile) throws {
    var regions: [ContouredRegion] = []
    var places: [Int: Int] = [:]
    var doubled: [Int] = []
    var observations: [Int: [DICOMDataset]] = [:]
    for item in try dataset.items(.roiObservations) {
      if let number = try item.integer(.referencedROINumber, as: "IS") {
        observations[number, default: []].append(item)
      }
    }
    for item in try dataset.items(.structureSetROIs) {
      let number = try item.needed(.roiNumber, try item.integer(.roiNumber, as: "IS"))
      if places[number] != nil {
        doubled.append(number)
        continue
      }
      places[number] = regions.count
      regions.append(try ContouredRegion(item, number: number, observations[number] ?? []))
    }
    var instances: Set<String> = []
    for item in try dataset.items(.roiContours) {
      let number = try item.needed(.referencedROINumber, try item.integer(.referencedROINumber, as: "IS"))
      guard let place = places[number] else {
        throw ReadError(
          code: .damaged,
          message:
            "\(DICOMTag.roiContours) has contours of region \(number), which \(DICOMTag.structureSetROIs) does not "
            + "describe. Export it again.")
      }
      for contour in try item.items(.contours) {
        regions[place].contours.append(try Contour(contour, of: file))
        for image in try contour.items(.contourImages) {
          if let instance = image.string(.referencedInstance) { instances.insert(instance) }
        }
      }
    }
    self.regions = regions
    self.doubled = doubled
    references = try ObjectReferences(structureSet: dataset, instances: instances)
  }

  /// Fills the regions straight into runs: on the image's grid, or without one on the contours' own planes. Throws
  /// `.tooLarge` where the budget has no room for them.
  func read(on image: SourceImage?, budget: ReadBudget) throws -> MaskReading {
    var notes: [String] = []
    let (grid, affine): (Grid, Affine)
    if let image, let own = image.grid.affine {
      (grid, affine) = (image.grid, own)
    } else if let planes = try ContourPlanes(regions.flatMap(\.contours)), let own = planes.grid.affine {
      (grid, affine) = (planes.grid, own)
      let why =
        image == nil
        ? "There is no image to fill the contours on"
        : "The image does not say how it lies in the patient, so that no contour can be filled on it"
      notes.append(
        "\(why): they were filled on their own \(grid.size.k) planes, with pixels of \(planes.pixel) mm.")
      if planes.isStepUnknown { notes.append("There is one plane, and nothing says how thick it is: 1 mm was taken.") }
    } else {
      throw ReadError(
        code: .unsupported,
        message:
          "none of the \(regions.count) regions has a closed contour, and without an image (--image) that says how it "
          + "lies in the patient there is no grid for empty ones.")
    }
    var allowance = RunAllowance(budget)
    let fills = try regions.map {
      try RegionFill(
        $0.contours, on: grid, affine, tolerance: image?.tolerance ?? Grid.standardTolerance, &allowance)
    }
    let structures = zip(regions, fills).map { region, fill in
      Structure(
        value: region.number, name: region.name, codes: region.codes, facts: region.facts,
        runs: Runs(ordered: fill.runs))
    }
    var faults = references.discrepancies(from: image, regions: regions.compactMap(\.frameOfReference))
    if !doubled.isEmpty { faults.append(.segments(.doubledNumbers(doubled))) }
    faults += self.faults(fills)
    return MaskReading(
      segmentation: Segmentation(
        grid: grid, structures: structures, discrepancies: faults.map { HeaderDiscrepancy($0) }, axes: 3,
        isListing: true, numbering: .object), notes: notes + self.notes(fills))
  }

  private func names(_ fills: [RegionFill], where condition: (RegionFill) -> Bool) -> [String] {
    zip(regions, fills).filter { condition($1) }.map { region, _ in region.name ?? "region \(region.number)" }
  }

  private func faults(_ fills: [RegionFill]) -> [HeaderDiscrepancy.Readings] {
    var faults: [HeaderDiscrepancy.Readings] = []
    func sum(_ value: (RegionFill) -> Int) -> Int { fills.reduce(0) { $0 + value($1) } }
    if sum(\.offPlanes) > 0 {
      faults.append(
        .slices(
          .offPlanes(
            names(fills) { $0.offPlanes > 0 }, contours: sum(\.offPlanes), deviation: fills.map(\.deviation).max() ?? 0)
        ))
    }
    if sum(\.outside) > 0 {
      faults.append(.slices(.outside(names(fills) { $0.outside > 0 }, contours: sum(\.outside))))
    }
    if sum(\.missing) > 0 {
      faults.append(.slices(.missingInStructures(names(fills) { $0.missing > 0 }, slices: sum(\.missing))))
    }
    if sum(\.overlaps) > 0 {
      faults.append(.segments(.overlappingContours(names(fills) { $0.overlaps > 0 }, planes: sum(\.overlaps))))
    }
    return faults
  }

  private func notes(_ fills: [RegionFill]) -> [String] {
    var notes: [String] = []
    func tell(_ count: (RegionFill) -> Int, _ words: (Int) -> String) {
      let all = fills.reduce(0) { $0 + count($1) }
      guard all > 0 else { return }
      let names = names(fills) { count($0) > 0 }
      let more = names.count > 6 ? " and \(names.count - 6) more" : ""
      notes.append("\(names.prefix(6).joined(separator: ", "))\(more): \(words(all))")
    }
    let empty = regions.filter(\.contours.isEmpty)
    if !empty.isEmpty {
      let more = empty.count > 6 ? " and \(empty.count - 6) more" : ""
      notes.append(
        "\(empty.prefix(6).map { $0.name ?? "region \($0.number)" }.joined(separator: ", "))\(more): without a contour; "
          + "read as empty.")
    }
    tell(\.open) { "\($0) of the contours are points or lines, which enclose nothing; left out." }
    tell(\.repeated) { "\($0) of the contours repeat one of the same plane; each was taken once." }
    return notes
  }
}

extension RegionFill {
  /// Slices without a contour between the first and the last that have one. Nothing is filled in.
  var missing: Int {
    guard let first = slices.min(), let last = slices.max() else { return 0 }
    return last - first + 1 - slices.count
  }
}
