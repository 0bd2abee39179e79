package import Volume

/// Which link of a chain lies nearest to a structure, by the distance of their surfaces: the vertebra that a rib
/// belongs to. Among links that touch the structure the one with the largest area of contact is the nearest, since the
/// head of most ribs touches two vertebrae, and the tubercle its own.
///
/// Cost: the smallest distances to the few links whose boxes are near enough.
package struct NearestLink: StoredMeasure {
  package static let storedName = "nearest_link"
  package let structure: StructurePlace
  package let links: [StructurePlace]

  /// - Parameter links: places of the chain's structures; the structure itself is not among them.
  package init(_ structure: StructurePlace, among links: [StructurePlace]) {
    self.structure = structure
    self.links = links
  }

  package struct Found: Hashable, Sendable, Codable {
    package let link: StructurePlace
    /// Between the surfaces, in mm, in pixels without spacing; 0 in contact.
    package let gap: Double
    /// In mm², in pixels without spacing; 0 where they do not touch.
    package let contact: Double
  }

  /// Nil when the structure or all links are empty.
  package func value(in scene: Scene) -> Found? {
    guard let own = scene[BoundingBox(structure: structure)] else { return nil }
    let spacing = scene.grid.lengths
    let near = links.compactMap { link in
      scene[BoundingBox(structure: link)].map { (link: link, bound: own.gap(to: $0, spacing)) }
    }.sorted { ($0.bound, $0.link) < ($1.bound, $1.link) }
    var best: [(link: StructurePlace, gap: Double)] = []
    for (link, bound) in near {
      if let least = best.first?.gap, bound > least { break }
      let distance = SmallestDistance(structure, link, between: .surfaces).value(in: scene)?.distance
      guard let gap = distance else { continue }
      if let least = best.first?.gap, gap > least { continue }
      if best.first.map({ gap < $0.gap }) ?? true { best = [] }
      best.append((link, gap))
    }
    let found = best.map { link, gap in
      let faces = gap > 0 ? [0, 0, 0] : PairContact(structure, link).value(in: scene).faces
      return Found(link: link, gap: gap, contact: scene.grid.area(ofFaces: faces))
    }
    return found.max { ($0.contact, $1.link) < ($1.contact, $0.link) }
  }
}

extension VoxelBox {
  /// The distance between the surfaces of two boxes.
  fileprivate func gap(to other: VoxelBox, _ spacing: SIMD3<Double>) -> Double {
    var sum = 0.0
    for axis in 0..<3 {
      let between = max(0, first[axis] - other.last[axis] - 1, other.first[axis] - last[axis] - 1)
      sum += (Double(between) * spacing[axis]) * (Double(between) * spacing[axis])
    }
    return sum.squareRoot()
  }
}
