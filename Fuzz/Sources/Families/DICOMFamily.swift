import Formats
import Foundation
import Volume

extension Family {
  static let dicom = Family(name: "dicom") {
    let identifiers = DICOMIdentifiers(of: "seed")
    let image = IntensityVolume(grid: sample.grid, values: (0..<sample.grid.count).map { Float($0) })
    let slice = try written("") { folder in
      defer { try? FileManager.default.removeItem(atPath: folder + "-series") }
      try ImageSeriesWriter.write(image, to: folder + "-series", as: identifiers)
      try FileManager.default.moveItem(atPath: folder + "-series/slice_0001.dcm", toPath: folder)
    }
    return [
      try written(".dcm") { try SegmentationObjectWriter.write(sample, to: $0, as: identifiers) }, slice, contours,
    ]
  } isSound: {
    Reading.isSound([DICOM.self], $0)
  } run: { bytes in
    Reading.all([DICOM.self], bytes)
    // Contours are filled on an image as well.
    do {
      _ = try DICOM.readMask(
        InputFile(bytes: bytes, budget: ReadBudget(bytes: 64 << 20)),
        as: MaskRequest(image: SourceImage(grid: sample.grid)))
    } catch let error as ReadError {
      precondition(!error.message.isEmpty)
    } catch {
      preconditionFailure("readers throw ReadError, not \(error)")
    }
  }

  /// A structure set of a square on each of two slices of the sample's grid, the second one partly beside it, and of
  /// one wholly beside it.
  private static var contours: [UInt8] {
    func element(_ group: Int, _ element: Int, _ kind: String, _ text: String) -> [UInt8] {
      let value = Array((text.utf8.count % 2 == 0 ? text : text + (kind == "UI" ? "\0" : " ")).utf8)
      return little(group, 2) + little(element, 2) + Array(kind.utf8) + little(value.count, 2) + value
    }
    func sequence(_ group: Int, _ element: Int, _ items: [[UInt8]]) -> [UInt8] {
      let content = items.flatMap { little(0xfffe, 2) + little(0xe000, 2) + little($0.count, 4) + $0 }
      return little(group, 2) + little(element, 2) + Array("SQ".utf8) + [0, 0] + little(content.count, 4) + content
    }
    let planes = [
      square(0.6...3.4, 0.6...2.4, slice: 0), square(1...3, -4...1.5, slice: 1), square(1...3, -9 ... -2, slice: 1),
    ]
    .map { points in
      element(0x3006, 0x42, "CS", "CLOSED_PLANAR")
        + element(0x3006, 0x50, "DS", points.map { String(format: "%.4f", $0) }.joined(separator: "\\"))
    }
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      + element(0x0002, 0x10, "UI", "1.2.840.10008.1.2.1")
      + element(0x0008, 0x16, "UI", "1.2.840.10008.5.1.4.1.1.481.3")
      + sequence(0x3006, 0x20, [element(0x3006, 0x22, "IS", "1") + element(0x3006, 0x26, "LO", "liver")])
      + sequence(0x3006, 0x39, [sequence(0x3006, 0x40, planes) + element(0x3006, 0x84, "IS", "1")])
  }

  /// The corners of a rectangle of the sample's grid in LPS, by columns and rows.
  private static func square(_ i: ClosedRange<Double>, _ j: ClosedRange<Double>, slice: Double) -> [Double] {
    [
      (i.lowerBound, j.lowerBound), (i.upperBound, j.lowerBound), (i.upperBound, j.upperBound),
      (i.lowerBound, j.upperBound),
    ].flatMap { corner -> [Double] in
      guard let place = sample.grid.affine?.patient(VoxelPoint(corner.0, corner.1, slice)) else { return [] }
      return [-place.x, -place.y, place.z]
    }
  }
}
