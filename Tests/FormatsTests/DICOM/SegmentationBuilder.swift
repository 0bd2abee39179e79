/// A segmentation object of small frames, as highdicom writes it.
struct SegmentationBuilder {
  var type = "BINARY"
  var rows = 3
  var columns = 5
  /// For each frame its segment, its position along z in mm, and its pixels row after row.
  var frames: [(segment: Int, z: Double, pixels: [Int])] = []
  /// Numbers and labels.
  var segments: [(number: Int, label: String)] = [(1, "one")]
  /// The UID by which all segments are tracked.
  var tracking: String?
  var isWide = false
  var maximum: Int?
  var padding: Int?
  var instances: [String] = []

  /// The elements in no order.
  var elements: [DICOMBuilder.Element] {
    typealias B = DICOMBuilder
    let isLabelMap = type == "LABELMAP"
    let bits = type == "BINARY" ? 1 : isWide ? 16 : 8
    return [
      B.uid(0x0008_0016, "1.2.840.10008.5.1.4.1.1.66." + (isLabelMap ? "7" : "4")), B.uid(0x0008_0018, "1.2.3.4"),
      B.code(0x0008_0060, "SEG"), B.uid(0x0020_0052, "1.2.3"), B.short(0x0028_0002, 1),
      B.code(0x0028_0004, "MONOCHROME2"), B.integer(0x0028_0008, frames.count), B.short(0x0028_0010, rows),
      B.short(0x0028_0011, columns), B.short(0x0028_0100, bits), B.short(0x0028_0101, bits),
      B.short(0x0028_0102, bits - 1), B.short(0x0028_0103, 0), B.code(0x0062_0001, type),
      B.sequence(
        0x0008_1115, instances.isEmpty ? [] : [[B.sequence(0x0008_114A, instances.map { [B.uid(0x0008_1155, $0)] })]]),
      B.sequence(
        0x0062_0002,
        segments.map {
          [
            B.short(0x0062_0004, $0.number), .init(0x0062_0005, "LO", .text($0.label)),
            B.sequence(0x0062_0003, [B.concept("SCT", "123037004")]), B.code(0x0062_0008, "SEMIAUTOMATIC"),
            .init(0x0062_0009, "LO", .text("a program")), .init(0x0062_0020, "UT", .text("Jane Doe's lesion")),
            B.uid(0x0062_0021, tracking ?? ""),
            B.sequence(
              0x0062_000F,
              [B.concept("SCT", "64033007") + [B.sequence(0x0062_0011, [B.concept("SCT", "24028007")])]]),
          ]
        }),
      B.sequence(
        0x5200_9229,
        [
          [
            B.sequence(0x0028_9110, [[B.decimals(0x0018_0050, [2]), B.decimals(0x0028_0030, [0.5, 0.25])]]),
            B.sequence(0x0020_9116, [[B.decimals(0x0020_0037, [1, 0, 0, 0, 1, 0])]]),
          ]
        ]),
      B.sequence(
        0x5200_9230,
        frames.map { frame in
          [B.sequence(0x0020_9113, [[B.decimals(0x0020_0032, [1, 2, frame.z])]])]
            + (isLabelMap ? [] : [B.sequence(0x0062_000A, [[B.short(0x0062_000B, frame.segment)]])])
        }),
      .init(0x7FE0_0010, isWide ? "OW" : "OB", .bytes(pixels)),
    ] + (maximum.map { [B.short(0x0062_000E, $0)] } ?? []) + (padding.map { [B.short(0x0028_0120, $0)] } ?? [])
  }

  /// Single bits of all frames in a row, else one or two bytes for each pixel.
  private var pixels: [UInt8] {
    let all = frames.flatMap(\.pixels)
    if type != "BINARY" {
      return all.flatMap { isWide ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0)] }
    }
    var bytes = [UInt8](repeating: 0, count: (all.count + 7) / 8)
    for (at, bit) in all.enumerated() where bit != 0 { bytes[at / 8] |= 1 << UInt8(at % 8) }
    return bytes
  }

  func file(_ builder: DICOMBuilder = DICOMBuilder()) -> [UInt8] { builder.file(elements) }

  /// Two segments on three slices, of which the second one has two.
  static var sample: SegmentationBuilder {
    var sample = SegmentationBuilder()
    func frame(_ seed: Int) -> [Int] { (0..<15).map { ($0 * 7 + seed * $0 * $0) % 5 < 2 ? 1 : 0 } }
    sample.segments = [(1, "one"), (2, "two")]
    sample.frames = [(1, 0, frame(1)), (1, 2, frame(2)), (2, 4, frame(3)), (1, 4, frame(4)), (2, 2, frame(5))]
    return sample
  }
}
