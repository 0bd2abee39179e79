internal import Anatomy
internal import Geometry
package import Volume

extension MutationCatalogue {
  /// The faults of single structures that a mutation score makes in each of them.
  private static let ofStructures: [any Mutation.Type] = [
    Empty.self, MissingPart.self, Truncated.self, MissingSlices.self, Hole.self, Island.self, Leak.self,
    OverSegmented.self, UnderSegmented.self, Shifted.self, Jagged.self,
  ]

  /// Structures with fewer voxels have no inside, and no shape that could be spoilt.
  private static let leastVoxels = 30

  /// The mutations that a policy is held against: in every structure with voxels each fault of single structures once,
  /// at a size that a person would notice, and the faults of the whole export: sides and neighbours exchanged,
  /// neighbours merged, chains a level off, mirrored, labels off by one, wrong spacing, and the field of view cut at
  /// each face.
  ///
  /// Left out is what cannot be made by names, sizes and the grid. Whether a structure is thick enough for a hole or
  /// has room for an island shows when the mutation is applied: a `.notApplicable` then is no failure of the policy.
  ///
  /// - Parameter labels: the structures to spoil, by name or value; nil: all. Names that the export lacks are passed
  ///   over.
  package static func standard(for segmentation: Segmentation, labels: [String]? = nil) -> [MutationSpec] {
    let wanted = labels.map { Set($0.compactMap { label in try? segmentation.place(of: label) }) }
    let places = segmentation.filled.filter { wanted?.contains($0) ?? true }
    guard !places.isEmpty else { return [] }
    var specs: [MutationSpec] = []
    func add(_ kind: any Mutation.Type, _ options: [(name: String, text: String)] = []) {
      if let spec = try? MutationSpec(kind, options) { specs.append(spec) }
    }
    for place in places {
      let label = (name: "label", text: segmentation.label(place))
      let runs = segmentation[place].runs
      for kind in ofStructures where kind.fault == .empty || runs.voxelCount >= leastVoxels {
        if kind.fault == .missingSlices, segmentation.grid.dimensions == 2 { continue }
        add(kind, kind.fault == .truncated ? [label, ("mode", "inside")] : [label])
      }
    }
    addPairs(places, in: segmentation, add)
    addExportWide(places, in: segmentation, add)
    return specs
  }

  private typealias Add = (_ kind: any Mutation.Type, _ options: [(name: String, text: String)]) -> Void

  /// Each pair once where one of its structures is wanted.
  private static func addPairs(_ places: [StructurePlace], in segmentation: Segmentation, _ add: Add) {
    func both(_ a: StructurePlace, _ b: StructurePlace) -> [(name: String, text: String)] {
      [("label", segmentation.label(a)), ("with", segmentation.label(b))]
    }
    for pair in Scene(segmentation: segmentation)[SidePairs()]
    where places.contains(pair.left) || places.contains(pair.right) {
      add(SidesSwapped.self, both(pair.left, pair.right))
    }
    let nearest = segmentation.nearestPairs().filter { places.contains($0.a) }
    var seen: Set<Set<StructurePlace>> = []
    for pair in nearest where seen.insert([pair.a, pair.b]).inserted {
      add(LabelsSwapped.self, both(pair.a, pair.b))
      add(LabelsMerged.self, both(pair.a, pair.b))
    }
  }

  private static func addExportWide(_ places: [StructurePlace], in segmentation: Segmentation, _ add: Add) {
    let names = segmentation.placed.compactMap { place, structure in
      structure.name.map { (structure: place, name: $0) }
    }
    for chain in ChainNames(names).found {
      let links = chain.links.map(\.structure).filter { !segmentation[$0].runs.isEmpty }
      guard links.count > 1, let link = links.first(where: places.contains) else { continue }
      add(LevelShifted.self, [("label", segmentation.label(link))])
    }
    let grid = segmentation.grid
    add(Mirrored.self, [])
    if segmentation.structures.count > 1 { add(WrongStructure.self, []) }
    if grid.spacing != nil { add(WrongSpacing.self, []) }
    for face in GridFace.all(dimensions: grid.dimensions) {
      // The largest of the wanted structures that is not cut off there already.
      let last = grid.size[face.axis] - 1
      let free = places.filter { place in
        guard let box = VoxelBox(of: segmentation[place].runs, on: grid) else { return false }
        return face.isLast ? box.last[face.axis] < last : box.first[face.axis] > 0
      }
      guard let subject = try? segmentation.largest(where: free.contains) else { continue }
      let name = MutationFace.name(of: face, on: grid)
      add(Truncated.self, [("label", segmentation.label(subject)), ("face", name)])
    }
  }
}
