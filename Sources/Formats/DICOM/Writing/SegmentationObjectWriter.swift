package import Volume

/// Writes segmentations as DICOM segmentation objects (BINARY): names, codes, overlapping segments.
package enum SegmentationObjectWriter {
  private static let imageStorage = ImageSeriesWriter.storage

  /// Segments are numbered from 1 on, in the order of the structures (PS3.3, C.8.20.4), whatever their values were.
  ///
  /// Writes a frame for each slice that a segment has voxels on, and one empty frame for a segment without any, so that
  /// nobody takes it for forgotten. The frames refer to the slices of a series that `ImageSeriesWriter` writes with the
  /// same identifiers. Cost: the frames' bits. Throws a `WriteError`.
  package static func write(_ segmentation: Segmentation, to path: String, as identifiers: DICOMIdentifiers) throws {
    let (structures, size) = (segmentation.structures, segmentation.grid.size)
    guard (1..<(1 << 16)).contains(structures.count), size.i < 1 << 16, size.j < 1 << 16 else {
      throw WriteError(
        code: .unsupported,
        message: "a DICOM segmentation holds 1 to 65,535 segments of less than 65,536 × 65,536 pixels.")
    }
    let frames = structures.indices.flatMap { place in
      slices(of: structures[place], height: size.j).map { Frame(place: place, slice: $0.slice, runs: $0.runs) }
    }
    let bits = size.i * size.j
    let dataset = try dataset(segmentation, frames, identifiers)
    var file = try DICOMObjectWriting(
      path: path, kind: SegmentationObject.storage, instance: identifiers.segmentation, dataset,
      pixels: (bits * frames.count + 7) / 8, representation: "OB")
    // Frames follow one another without borders (PS3.5, 8.1.1): what is left of a byte goes on with the next frame.
    var (carry, used): (UInt8, Int) = (0, 0)
    for frame in frames {
      var bytes = [UInt8](repeating: 0, count: (used + bits + 7) / 8)
      bytes[0] = carry
      for run in structures[frame.place].runs.all[frame.runs] {
        let row = used + Int(run.row) % size.j * size.i
        for bit in (row + Int(run.start))..<(row + Int(run.end)) { bytes[bit >> 3] |= 1 << UInt8(bit & 7) }
      }
      used = (used + bits) & 7
      carry = used > 0 ? bytes.removeLast() : 0
      try file.write(pixels: bytes)
    }
    if used > 0 { try file.write(pixels: [carry]) }
    try file.finish()
  }

  private struct Frame {
    /// Which of the structures.
    let place: Int
    let slice: Int
    /// The structure's runs on that slice.
    let runs: Range<Int>
  }

  private static func slices(of structure: Structure, height: Int) -> [(slice: Int, runs: Range<Int>)] {
    let runs = structure.runs.all
    var slices: [(slice: Int, runs: Range<Int>)] = []
    var first = 0
    while first < runs.count {
      let slice = Int(runs[first].row) / height
      let end = runs[first...].firstIndex { Int($0.row) / height != slice } ?? runs.count
      slices.append((slice, first..<end))
      first = end
    }
    return slices.isEmpty ? [(0, 0..<0)] : slices
  }

  private static func dataset(
    _ segmentation: Segmentation, _ frames: [Frame], _ identifiers: DICOMIdentifiers
  ) throws -> DICOMDatasetBuilder {
    let size = segmentation.grid.size
    let planes = try WrittenPlanes(segmentation.grid)
    var dataset = DICOMDatasetBuilder()
    identifiers.add(to: &dataset, modality: "SEG", series: identifiers.segmentationSeries, number: 2)
    dataset.add(.imageType, "CS", "DERIVED\\PRIMARY")
    dataset.add(.contentDate, "DA", "20000101")
    dataset.add(.contentTime, "TM", "000000")
    dataset.add(.instanceNumber, "IS", "1")
    dataset.add(pixels: size, bits: 1, isSigned: false)
    dataset.add(.numberOfFrames, "IS", "\(frames.count)")
    dataset.add(.lossyCompression, "CS", "00")
    dataset.add(.segmentationType, "CS", "BINARY")
    dataset.add(.contentLabel, "CS", "SEGMENTATION")
    dataset.add(.contentDescription, "LO", "Segmentation")
    dataset.add(.contentCreator, "PN", "SegWarden")
    dataset.add(.segments, items: segmentation.structures.enumerated().map { segment($1, number: $0 + 1) })
    addReferences(&dataset, identifiers, slices: size.k)
    addDimensions(&dataset, identifiers)
    dataset.add(.sharedGroups, items: [shared(planes)])
    dataset.add(.perFrameGroups, items: frames.map { frame($0, planes, identifiers) })
    return dataset
  }

  /// The description of a segment (PS3.3, C.8.20.4).
  private static func segment(_ structure: Structure, number: Int) -> DICOMDatasetBuilder {
    let name = structure.name ?? "segment \(structure.value)"
    var item = DICOMDatasetBuilder()
    item.add(.segmentNumber, shorts: [number])
    item.add(.segmentLabel, "LO", String(name.prefix(64)))
    item.add(.segmentAlgorithmType, "CS", structure.facts.algorithmType ?? "AUTOMATIC")
    item.add(.segmentAlgorithmName, "LO", String((structure.facts.algorithmName ?? "SegWarden").prefix(64)))
    let concept = structure.codes.lazy.compactMap(CodedConcept.init).first
    item.add(.segmentedCategory, code: category(structure, isCoded: concept != nil))
    guard let concept else {
      item.add(.segmentedType, code: CodeItem("SCT", "85756007", "Tissue"))
      return item
    }
    item.add(.segmentedType, code: CodeItem(concept.code.scheme, concept.code.value, name)) { type in
      guard !concept.modifiers.isEmpty else { return }
      type.add(
        .segmentedTypeModifier,
        items: concept.modifiers.map { modifier in
          var item = DICOMDatasetBuilder()
          item.add(.codeValue, "SH", modifier.value)
          item.add(.codingSchemeDesignator, "SH", modifier.scheme)
          item.add(.codeMeaning, "LO", "modifier")
          return item
        })
    }
    return item
  }

  private static func category(_ structure: Structure, isCoded: Bool) -> CodeItem {
    if let own = structure.facts.category.flatMap(CodedConcept.init)?.code {
      return CodeItem(own.scheme, own.value, structure.facts.categoryMeaning ?? "category")
    }
    return isCoded ? CodeItem("SCT", "123037004", "Anatomical Structure") : CodeItem("SCT", "85756007", "Tissue")
  }

  private static func reference(_ slice: Int, _ identifiers: DICOMIdentifiers) -> DICOMDatasetBuilder {
    var item = DICOMDatasetBuilder()
    item.add(.referencedClass, "UI", imageStorage)
    item.add(.referencedInstance, "UI", identifiers.slice(slice))
    return item
  }

  private static func addReferences(_ dataset: inout DICOMDatasetBuilder, _ identifiers: DICOMIdentifiers, slices: Int)
  {
    var series = DICOMDatasetBuilder()
    series.add(.seriesInstance, "UI", identifiers.series)
    series.add(.referencedInstances, items: (0..<slices).map { reference($0, identifiers) })
    dataset.add(.referencedSeries, items: [series])
  }

  /// Frames count by segment, then by position.
  private static func addDimensions(_ dataset: inout DICOMDatasetBuilder, _ identifiers: DICOMIdentifiers) {
    var organization = DICOMDatasetBuilder()
    organization.add(.dimensionOrganization, "UI", identifiers.dimensions)
    dataset.add(.dimensionOrganizations, items: [organization])
    dataset.add(
      .dimensionIndices,
      items: [(.referencedSegmentNumber, .segmentIdentification), (.imagePosition, .planePosition)].map {
        (pointer: DICOMTag, group: DICOMTag) in
        var index = DICOMDatasetBuilder()
        index.add(.dimensionOrganization, "UI", identifiers.dimensions)
        index.add(.dimensionIndexPointer, pointer: pointer)
        index.add(.functionalGroupPointer, pointer: group)
        return index
      })
  }

  private static func shared(_ planes: WrittenPlanes) -> DICOMDatasetBuilder {
    var measures = DICOMDatasetBuilder()
    measures.add(.sliceThickness, decimals: [planes.step])
    measures.add(.spacingBetweenSlices, decimals: [planes.step])
    measures.add(.pixelSpacing, decimals: planes.spacing)
    var orientation = DICOMDatasetBuilder()
    orientation.add(.imageOrientation, decimals: planes.orientation)
    var groups = DICOMDatasetBuilder()
    groups.add(.pixelMeasures, items: [measures])
    groups.add(.planeOrientation, items: [orientation])
    return groups
  }

  private static func frame(
    _ frame: Frame, _ planes: WrittenPlanes, _ identifiers: DICOMIdentifiers
  ) -> DICOMDatasetBuilder {
    var content = DICOMDatasetBuilder()
    content.add(.dimensionIndexValues, longs: [frame.place + 1, frame.slice + 1])
    var position = DICOMDatasetBuilder()
    position.add(.imagePosition, decimals: planes.position(frame.slice))
    var identification = DICOMDatasetBuilder()
    identification.add(.referencedSegmentNumber, shorts: [frame.place + 1])
    var source = reference(frame.slice, identifiers)
    source.add(
      .purposeOfReference, code: CodeItem("DCM", "121322", "Source image for image processing operation"))
    var derivation = DICOMDatasetBuilder()
    derivation.add(.sourceImages, items: [source])
    derivation.add(.derivationCode, code: CodeItem("DCM", "113076", "Segmentation"))
    var groups = DICOMDatasetBuilder()
    groups.add(.frameContent, items: [content])
    groups.add(.planePosition, items: [position])
    groups.add(.segmentIdentification, items: [identification])
    groups.add(.derivationImages, items: [derivation])
    return groups
  }
}
