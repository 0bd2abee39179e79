/// A structure set of regions and their contours, as a planning system writes it.
struct StructureSetBuilder {
  struct Region {
    var number: Int
    var name: String
    /// Each with its geometric type and its points in LPS mm.
    var contours: [(type: String, points: [[Double]])]
    var code: (scheme: String, value: String)?
    var modifier: (scheme: String, value: String)?
    var category: (scheme: String, value: String)?
    var interpretedType = "ORGAN"
    var generation = ""

    /// Closed planar contours.
    init(_ number: Int, _ name: String, _ contours: [[[Double]]], type: String = "CLOSED_PLANAR") {
      self.number = number
      self.name = name
      self.contours = contours.map { (type, $0) }
    }
  }

  var regions: [Region]
  var frameOfReference = "1.2.3"
  /// SOP Instance UIDs that the contours refer to.
  var instances: [String] = []

  func file(_ builder: DICOMBuilder = DICOMBuilder()) -> [UInt8] {
    typealias B = DICOMBuilder
    return builder.file([
      B.uid(0x0008_0016, "1.2.840.10008.5.1.4.1.1.481.3"), B.uid(0x0008_0018, "1.2.3.4"),
      B.code(0x0008_0060, "RTSTRUCT"),
      B.sequence(
        0x3006_0020,
        regions.map {
          [
            B.integer(0x3006_0022, $0.number), B.uid(0x3006_0024, frameOfReference),
            .init(0x3006_0026, "LO", .text($0.name)), B.code(0x3006_0036, $0.generation),
          ]
        }),
      B.sequence(
        0x3006_0039,
        regions.map { region in
          [
            B.sequence(
              0x3006_0040,
              region.contours.map { contour in
                [
                  B.sequence(0x3006_0016, instances.map { [B.uid(0x0008_1155, $0)] }),
                  B.code(0x3006_0042, contour.type), B.integer(0x3006_0046, contour.points.count),
                  B.decimals(0x3006_0050, contour.points.flatMap(\.self)),
                ]
              }), B.integer(0x3006_0084, region.number),
          ]
        }),
      B.sequence(
        0x3006_0080,
        regions.map { region in
          [
            B.integer(0x3006_0082, region.number), B.integer(0x3006_0084, region.number),
            B.code(0x3006_00A4, region.interpretedType), .init(0x3006_00A6, "PN", .text("Doe^Jane")),
          ] + (region.category.map { [B.sequence(0x0062_0003, [B.concept($0.scheme, $0.value)])] } ?? [])
            + (region.code.map { code in
              let modifier = region.modifier.map { [B.sequence(0x0062_0011, [B.concept($0.scheme, $0.value)])] } ?? []
              return [B.sequence(0x3006_0086, [B.concept(code.scheme, code.value) + modifier])]
            } ?? [])
        }),
    ])
  }
}
