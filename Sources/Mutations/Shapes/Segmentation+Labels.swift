internal import Geometry
internal import Volume
internal import Wording

extension Segmentation {
  /// What a structure is called: its name, or its value where it has none.
  func label(_ place: StructurePlace) -> String { self[place].name ?? "\(self[place].value)" }

  /// The place of a structure by name or value.
  func place(of label: String) throws(MutationError) -> StructurePlace {
    if let (place, _) = placed.first(where: { $1.name == label }) { return place }
    if let value = Int(label), let (place, _) = placed.first(where: { $1.value == value }) { return place }
    let names = ownPlaces.map { self.label($0) }
    let hint = Suggestion.oneOf(label, names) ?? "it has \(names.count) others"
    throw MutationError(.noSuchLabel, "the export has no structure “\(label)”\(Suggestion.end(hint))")
  }

  /// The places of the structures with voxels.
  var filled: [StructurePlace] { ownPlaces.filter { !self[$0].runs.isEmpty } }

  /// The structure with the most voxels, the first of equals; of those that a test takes.
  func largest(where takes: (StructurePlace) -> Bool = { _ in true }) throws(MutationError) -> StructurePlace {
    var best: (place: StructurePlace, voxels: Int)?
    for place in filled where takes(place) {
      let voxels = self[place].runs.voxelCount
      if voxels > best?.voxels ?? 0 { best = (place, voxels) }
    }
    guard let best else { throw .notApplicable("the export holds no voxel.") }
    return best.place
  }

  /// The voxels of the structures that a test takes.
  func covered(by takes: (StructurePlace) -> Bool) -> Runs {
    let parts = ownPlaces.filter(takes).map { self[$0].runs }.filter { !$0.isEmpty }
    return parts.count == 1 ? parts[0] : Runs(merging: parts.flatMap(\.all))
  }

  /// The same export with other voxels for some structures, and with further structures.
  func replacing(_ runs: [StructurePlace: Runs], adding added: [Structure] = []) -> Segmentation {
    let changed = placed.map { place, old in
      runs[place].map { old.with(runs: $0) } ?? old
    }
    return with(structures: changed + added)
  }

  /// Two structures with voxels: those named, or one and its nearest, or the two that are nearest to one another. The
  /// members of a pair of sides are never matched with each other.
  func neighbours(_ label: String?, _ other: String?) throws(MutationError) -> (first: Subject, second: Subject) {
    let first = try label.map { label throws(MutationError) in try Subject(label, in: self) }
    if let first, let other {
      let second = try Subject(other, in: self)
      guard second.place != first.place else {
        throw MutationError(.mistake, "“\(first.label)” is named twice; name two structures.")
      }
      return (first, second)
    }
    var best: (a: StructurePlace, b: StructurePlace, distance: Double)?
    for pair in nearestPairs() where first == nil || pair.a == first?.place {
      if pair.distance < best?.distance ?? .infinity { best = pair }
    }
    guard let best else {
      throw .notApplicable("it takes two structures with voxels that are no pair of sides.")
    }
    return (try Subject(place: best.a, in: self), try Subject(place: best.b, in: self))
  }

  /// Each structure with voxels and the one whose centroid is nearest to its own.
  func nearestPairs() -> [(a: StructurePlace, b: StructurePlace, distance: Double)] {
    let scene = Scene(segmentation: self)
    let sides = scene[SidePairs()].map { Set([$0.left, $0.right]) }
    let centres = filled.compactMap { place in
      scene[Centroid(structure: place)].map { centre -> (place: StructurePlace, point: SIMD3<Double>) in
        let (p, v) = (centre.patient, centre.voxel)
        return (place, p.map { SIMD3($0.x, $0.y, $0.z) } ?? SIMD3(v.i, v.j, v.k) * grid.lengths)
      }
    }
    return centres.compactMap { a in
      var best: (a: StructurePlace, b: StructurePlace, distance: Double)?
      for b in centres where b.place != a.place && !sides.contains([a.place, b.place]) {
        let distance = ((b.point - a.point) * (b.point - a.point)).sum().squareRoot()
        if distance < best?.distance ?? .infinity { best = (a.place, b.place, distance) }
      }
      return best
    }
  }
}
