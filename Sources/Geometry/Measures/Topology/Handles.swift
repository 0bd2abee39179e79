package import Volume

/// The handles (tunnels) of a structure: a ring has one, a ball none. Components plus cavities minus the Euler number;
/// only in three dimensions, since a ring in two dimensions has a cavity instead.
///
/// Source: the Euler–Poincaré formula. Cost: components, cavities and the histogram of windows.
package struct Handles: StructureMeasure, StoredMeasure {
  package static let storedName = "handles"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Numbers: Hashable, Sendable, Codable {
    /// For 6 neighbours.
    package let faces: Int
    /// For 26 neighbours.
    package let corners: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "handles", fields: ["handles"], unit: "", dimensions: .three,
    cost: .surface,
    definition:
      "Tunnels through the structure, for 6 and 26 neighbours: components plus cavities minus the Euler number.",
    source: "Euler–Poincaré formula", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("tunnels", .count, "the number of tunnels through A") { Double($0.corners) }
  ]

  package func value(in scene: Scene) -> Numbers {
    let euler = scene[EulerNumber(structure: structure)]
    func handles(_ neighbourhood: Neighbourhood, background: Neighbourhood, euler: Int) -> Int {
      scene[Components(structure: structure, neighbourhood: neighbourhood)].count
        + scene[Cavities(structure: structure, background: background)].count - euler
    }
    return Numbers(
      faces: handles(.faces, background: .corners, euler: euler.faces),
      corners: handles(.corners, background: .faces, euler: euler.corners))
  }

  private static func fields(of value: Numbers, in scene: Scene) -> [ReportedField] {
    [.init("handles", ["6": .integer(value.faces), "26": .integer(value.corners)])]
  }
}
