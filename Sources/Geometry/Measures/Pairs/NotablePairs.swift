internal import Anatomy
package import Volume

/// The pairs of structures worth measuring when nobody names any: those in contact, most faces first, at most sixty of
/// them, and all those whose names differ only in `left` and `right`.
package struct NotablePairs: Measure {
  package init() {}

  package static let mostInContact = 60

  package func value(in scene: Scene) -> [(StructurePlace, StructurePlace)] {
    var pairs = scene[Contacts()].sorted { ($1.total, $0.first, $0.second) < ($0.total, $1.first, $1.second) }
      .prefix(Self.mostInContact).map { [$0.first, $0.second] }
    for pair in scene[SidePairs()] where !pairs.contains([pair.left, pair.right].sorted()) {
      pairs.append([pair.left, pair.right].sorted())
    }
    return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
  }
}

/// Structures of one name on both sides: `kidney_left` and `kidney_right`.
package struct SidePairs: Measure {
  package init() {}

  package struct Pair: Hashable, Sendable {
    package let left: StructurePlace
    package let right: StructurePlace
  }

  package func value(in scene: Scene) -> [Pair] {
    func stem(_ structure: StructurePlace, without side: StructureName.Side) -> String? {
      StructureName(scene.segmentation[structure].name ?? "").stem(without: side)
    }
    var rights: [String: StructurePlace] = [:]
    for structure in scene.present {
      if let stem = stem(structure, without: .right) { rights[stem] = structure }
    }
    return scene.present.compactMap { structure in
      guard let stem = stem(structure, without: .left), let right = rights[stem] else { return nil }
      return Pair(left: structure, right: right)
    }
  }
}
