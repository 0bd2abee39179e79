package import Volume

/// How much of each of two structures' surfaces lies against the other: the area of the voxel faces that they share
/// (`PairContact`) over that of all faces of the structure (`ExposedFaces`). Both are staircases of the same voxels, so
/// the shares do not suffer from the staircase's excess.
///
/// Cost: the runs, and one histogram of windows for each of the two (`ExposedFaces`).
package struct ContactShares: StoredMeasure {
  package static let storedName = "contact_shares"
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package struct Shares: Hashable, Sendable, Codable {
    /// mm², in two dimensions mm; in pixels without spacing.
    package let area: Double
    /// Of the first structure's surface, 0…1; nil when it is empty.
    package let first: Double?
    package let second: Double?
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "contact_shares",
    fields: [.area("contact_area"), .length("contact_length"), "contact_fraction_first", "contact_fraction_second"],
    unit: "mm² (mm in two dimensions), share", cost: .surface,
    definition:
      "Area of the voxel faces that the two share, and its share of each one's exposed voxel faces; null for an empty structure.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "contact_area", .area, "the area of contact between A and B", dimensions: .three, of: \.contact, reading: area),
    .init(
      "contact_length", .length, "the length of contact between A and B", dimensions: .two, of: \.contact, reading: area
    ),
    .init("contact_fraction", .fraction, "the share of A's surface that lies against B") { $0.first },
  ]

  /// Without the surfaces of the two.
  private static let area = { @Sendable (contact: PairContact.Value, grid: Grid) -> Double? in
    grid.area(ofFaces: contact.faces)
  }

  private var contact: PairContact { PairContact(first, second) }

  package func value(in scene: Scene) -> Shares {
    let contact = scene.grid.area(ofFaces: scene[PairContact(first, second)].faces)
    func share(_ structure: StructurePlace) -> Double? {
      let surface = scene.grid.area(ofFaces: scene[ExposedFaces(structure: structure)])
      return surface > 0 ? contact / surface : nil
    }
    return Shares(area: contact, first: share(first), second: share(second))
  }

  private static func fields(of value: Shares, in scene: Scene) -> [ReportedField] {
    [
      .init(scene.grid.dimensions == 2 ? .length("contact_length") : .area("contact_area"), .number(value.area)),
      .init("contact_fraction_first", .number(value.first)),
      .init("contact_fraction_second", .number(value.second)),
    ]
  }
}
