package import Volume

/// The voxel faces that two structures share.
package struct Contact: Hashable, Sendable, Codable {
  /// Places of the two structures, the smaller first.
  package let first: StructurePlace
  package let second: StructurePlace
  /// Faces perpendicular to i, j and k.
  package let faces: [Int]

  package var total: Int { faces.reduce(0, +) }
}

/// All pairs of structures that share voxel faces (6 or 4 neighbours). A face counts when the voxel on one side is in
/// the first structure and not in the second, and the other way round on the other side, so overlapping masks count
/// too.
package struct Contacts: Measure {
  package init() {}

  package static let entry = MeasureEntry(
    .export(Self.init), name: "contacts", fields: ["contacts"], unit: "faces, mm² (mm in two dimensions)",
    definition:
      "Pairs of labels that share voxel faces: number of faces, per axis, and their area (length in two dimensions).",
    reported: fields(of:in:))

  /// Cost: the runs, once for all pairs when no structures overlap; else once per pair of boxes that touch.
  package func value(in scene: Scene) -> [Contact] {
    if let runs = scene[AllRuns()] { return Self.sweepAll(runs, grid: scene.grid) }
    var found: [Contact] = []
    let boxes = scene.segmentation.ownPlaces.compactMap { place in
      VoxelBox(of: scene.runs(place), on: scene.grid).map { (place: place, box: $0) }
    }
    for (n, (first, a)) in boxes.enumerated() {
      for (second, b) in boxes[(n + 1)...] where a.touches(b) {
        let contact = scene[PairContact(first, second)]
        if contact.total > 0 { found.append(contact) }
      }
    }
    return found
  }

  /// Faces of neighbouring runs with different owners.
  private static func sweepAll(_ all: OwnedRuns, grid: Grid) -> [Contact] {
    let runs = all.runs
    var faces = FaceCounts(structures: all.structures)
    for at in 1..<max(1, runs.count) {
      let (a, b) = (runs[at - 1], runs[at])
      if a.run.row == b.run.row, a.run.end == b.run.start, a.owner != b.owner {
        faces.add(a.owner, b.owner, axis: 0, 1)
      }
    }
    runs.withUnsafeBufferPointer { owned in
      for axis in 1..<grid.dimensions {
        let (j, k) = axis == 1 ? (-1, 0) : (0, -1)
        sweep(runs, runs, j: j, k: k, reach: 0, height: grid.size.j) { a, b, overlap in
          if owned[a].owner != owned[b].owner { faces.add(owned[a].owner, owned[b].owner, axis: axis, Int(overlap)) }
        }
      }
    }
    return faces.contacts
  }

  private static func fields(of value: [Contact], in scene: Scene) -> [ReportedField] {
    // Without a second label there is no pair to speak of.
    guard scene.segmentation.structures.count(where: { !$0.runs.isEmpty }) > 1 else { return [] }
    let areas = scene.grid.faceAreas
    let n = scene.grid.dimensions
    let list = value.map { contact -> ReportedValue in
      let area = (0..<n).reduce(0.0) { $0 + Double(contact.faces[$1]) * areas[$1] }
      return [
        "labels": [
          .integer(scene.segmentation[contact.first].value),
          .integer(scene.segmentation[contact.second].value),
        ],
        "faces": .integer(contact.total),
        "faces_per_axis": .list((0..<n).map { .integer(contact.faces[$0]) }),
        n == 2 ? .length("length") : .area("area"): .number(area),
      ]
    }
    return [.init("contacts", .list(list))]
  }
}

/// Faces per pair of structures and axis: a table while that is small, else a dictionary.
private struct FaceCounts {
  private let structures: Int
  private var table: [Int]
  private var sparse: [Int: [Int]] = [:]

  init(structures: Int) {
    self.structures = structures
    table = structures <= 512 ? [Int](repeating: 0, count: 3 * structures * structures) : []
  }

  @inline(__always)
  mutating func add(_ a: Int32, _ b: Int32, axis: Int, _ amount: Int) {
    let pair = Int(min(a, b)) * structures + Int(max(a, b))
    if table.isEmpty { sparse[pair, default: [0, 0, 0]][axis] += amount } else { table[3 * pair + axis] += amount }
  }

  var contacts: [Contact] {
    var found = sparse.sorted { $0.key < $1.key }.map { (pair: $0.key, faces: $0.value) }
    for pair in 0..<table.count / 3 {
      let faces = Array(table[3 * pair..<3 * pair + 3])
      if faces.contains(where: { $0 > 0 }) { found.append((pair, faces)) }
    }
    return found.map { pair, faces in
      Contact(first: StructurePlace(pair / structures), second: StructurePlace(pair % structures), faces: faces)
    }
  }
}

extension VoxelBox {
  /// Whether two boxes overlap or lie side by side.
  fileprivate func touches(_ other: VoxelBox) -> Bool {
    (0..<3).allSatisfy { first[$0] <= other.last[$0] + 1 && other.first[$0] <= last[$0] + 1 }
  }
}

/// The voxel faces that two given structures share.
package struct PairContact: StoredMeasure {
  package static let storedName = "contact"

  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package func value(in scene: Scene) -> Contact {
    let (a, b) = (scene.runs(first), scene.runs(second))
    let (onlyA, onlyB) = (subtract(b, from: a).all, subtract(a, from: b).all)
    let height = scene.grid.size.j
    var faces = [0, 0, 0]
    // Along i two runs touch when one ends where the other starts.
    sweep(onlyA, onlyB, j: 0, k: 0, reach: 1, height: height) { x, y, _ in
      if onlyA[x].end == onlyB[y].start || onlyB[y].end == onlyA[x].start { faces[0] += 1 }
    }
    for step in [-1, 1] {
      sweep(onlyA, onlyB, j: step, k: 0, reach: 0, height: height) { _, _, overlap in faces[1] += Int(overlap) }
      if scene.grid.dimensions == 3 {
        sweep(onlyA, onlyB, j: 0, k: step, reach: 0, height: height) { _, _, overlap in faces[2] += Int(overlap) }
      }
    }
    return Contact(first: first, second: second, faces: faces)
  }
}

/// The voxels of `runs` that are not in `removed`. Cost: the runs of both.
func subtract(_ removed: Runs, from runs: Runs) -> Runs {
  var left: [Run] = []
  var next = 0
  let cuts = removed.all
  for run in runs.all {
    var start = run.start
    while next < cuts.count, cuts[next].row < run.row || (cuts[next].row == run.row && cuts[next].end <= run.start) {
      next += 1
    }
    var at = next
    while at < cuts.count, cuts[at].row == run.row, cuts[at].start < run.end {
      if cuts[at].start > start { left.append(Run(row: run.row, start: start, end: cuts[at].start)) }
      start = max(start, cuts[at].end)
      at += 1
    }
    if start < run.end { left.append(Run(row: run.row, start: start, end: run.end)) }
  }
  return Runs(ordered: left)
}
