internal import Volume

/// A file of a folder export: a mask, or why it is none.
struct FolderMember {
  /// The file's name without its ending.
  let name: String
  var reading: MaskReading?
  /// Whether it is an object of an archive (`Format.holdsObjects`).
  var isObject = false
  var error: ReadError?
}

/// The files of a folder put together as one export.
///
/// The export's grid is the image's where a file lies on it, else the one that most files share, the earliest among
/// equals. A file whose grid holds the same voxels in another storage order is put into that of the export; one on
/// another grid becomes a problem.
struct FolderAssembly {
  let segmentation: Segmentation
  /// What a person should know: files that were re-ordered.
  let notes: [String]

  /// - Parameters:
  ///   - image: the grid of the image, which decides which files lie on the wrong one.
  ///   - tolerance: the distance, in mm, within which two grids are one.
  ///
  /// Throws a `ReadError` when no file can be used.
  init(_ members: [FolderMember], image: Grid?, tolerance: Double) throws {
    let readable = Self.onCommonSlices(members, within: tolerance).compactMap { member in
      member.reading.map { (name: member.name, part: $0.segmentation, isObject: member.isObject) }
    }
    let grids = readable.map(\.part.grid)
    let onImage = image.map { image in grids.filter { $0.isSame(as: image, within: tolerance) } } ?? []
    guard let grid = Self.common(onImage.isEmpty ? grids : onImage, within: tolerance) else {
      let first = members.compactMap { member in member.error.map { "\(member.name): \($0.message)" } }.first ?? ""
      throw ReadError(
        code: Self.gravest(members.compactMap(\.error?.code)),
        message: "none of the folder's \(members.count) files can be used as a mask. The first one, \(first)")
    }
    let owner = onImage.isEmpty ? "the export's other masks" : "the image"
    var structures: [Structure] = []
    var problems = members.compactMap { member in
      member.error.map {
        SegmentationProblem(
          kind: $0.code == .notAMask ? .notAMask : .unreadable, structure: member.name, message: $0.message)
      }
    }
    var notes: [String] = []
    // A folder with a label map and nothing else is that label map.
    let isLabelMap = members.count == 1 && readable.contains { $0.part.structures.count { !$0.runs.isEmpty } > 1 }
    for (name, original, isObject) in readable {
      guard original.grid.isSame(as: grid, within: tolerance) else {
        problems.append(
          SegmentationProblem(
            kind: .otherGrid, structure: name,
            message: Self.difference(of: original.grid, from: grid, owner, within: tolerance)))
        continue
      }
      var member = original
      if case .same(let order, _)? = grid.relation(to: original.grid, within: tolerance), !order.isIdentity {
        member = original.stored(in: order)
        notes.append(
          "\(name): stored in another order than the other masks (its axes run "
            + "\(original.grid.affine?.orientation ?? ""), theirs \(grid.affine?.orientation ?? "")); it was read in theirs."
        )
      }
      structures += Self.structures(
        of: member, isObject ? nil : name, file: name, after: structures.count, isLabelMap: isLabelMap)
    }
    let discrepancies = readable.flatMap { one in one.part.discrepancies.map { $0.of(.member(one.name)) } }
    segmentation = Segmentation(
      grid: grid, structures: structures, problems: problems, discrepancies: discrepancies,
      axes: readable.first { $0.part.grid == grid }?.part.axes,
      isListing: !isLabelMap || readable.allSatisfy(\.part.isListing),
      numbering: isLabelMap ? readable.first?.part.numbering ?? .labels : .files)
    self.notes = notes
  }

  /// The code that all errors have, or of several the one that says most against the export.
  private static func gravest(_ codes: [ReadError.Code]) -> ReadError.Code {
    let order: [ReadError.Code] = [
      .damaged, .truncated, .unreadable, .notFound, .tooLarge, .unsupported, .notRecognised, .notAMask,
    ]
    return order.first(where: codes.contains) ?? .damaged
  }

  /// The members with the slices of all objects that lie on one lattice.
  private static func onCommonSlices(_ members: [FolderMember], within tolerance: Double) -> [FolderMember] {
    let objects = members.indices.filter { members[$0].isObject && members[$0].reading != nil }
    let grids = objects.compactMap { members[$0].reading?.segmentation.grid }
    guard Set(grids).count > 1, let union = SliceUnion(grids, within: tolerance) else { return members }
    var moved = members
    for (place, first) in zip(objects, union.offsets) {
      guard let first, let reading = members[place].reading else { continue }
      moved[place].reading = MaskReading(
        segmentation: reading.segmentation.onSlices(of: union.grid, from: first), notes: reading.notes)
    }
    return moved
  }

  /// A file's structures under the name of the file, where it has one to give; those of a label map among single masks
  /// under their own.
  private static func structures(
    of member: Segmentation, _ name: String?, file: String, after count: Int, isLabelMap: Bool
  ) -> [Structure] {
    let filled = member.structures.filter { !$0.runs.isEmpty }
    if let name, filled.count <= 1 {
      let only = filled.first ?? (member.structures.count == 1 ? member.structures.first : nil)
      return [only?.with(value: count + 1, name: name) ?? Structure(value: count + 1, name: name, runs: Runs())]
    }
    if isLabelMap { return member.structures }
    return member.structures.enumerated().map { place, structure in
      structure.with(value: count + place + 1, name: structure.name ?? "\(file)_\(structure.value)")
    }
  }

  /// The grid that most files share; the earliest among equals.
  private static func common(_ grids: [Grid], within tolerance: Double) -> Grid? {
    var counts: [(grid: Grid, count: Int)] = []
    for grid in grids {
      if let at = counts.firstIndex(where: { $0.grid == grid || grid.isSame(as: $0.grid, within: tolerance) }) {
        counts[at].count += 1
      } else {
        counts.append((grid, 1))
      }
    }
    var best: (grid: Grid, count: Int)?
    for candidate in counts where candidate.count > (best?.count ?? 0) { best = candidate }
    return best?.grid
  }

  private static func difference(
    of grid: Grid, from other: Grid, _ owner: String, within tolerance: Double
  ) -> String {
    let (a, b) = (grid.size, other.size)
    guard let relation = grid.relation(to: other, within: tolerance) else {
      return a == b
        ? "has the size of \(owner) but another or no orientation or spacing."
        : GridRelation.otherSize.words(of: grid, on: other, owner: owner) + "; resample it onto that grid."
    }
    return relation.words(of: grid, on: other, owner: owner) + "; resample it onto that grid."
  }
}
