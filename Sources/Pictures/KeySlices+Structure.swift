package import Volume

extension KeySlices {
  /// One mask among several for the same structure.
  package struct Candidate: Hashable, Sendable {
    /// The picture's name. The captions of all are one, so that none tells which mask it is.
    package let name: String
    package let runs: Runs

    package init(name: String, runs: Runs) {
      self.name = name
      self.runs = runs
    }
  }

  /// One structure through its slices: the first, the last and three evenly between, of those that hold voxels, across
  /// the axis along which the scan was taken, cropped with a margin; then its silhouette with these slices as lines. In
  /// two dimensions: the crop with and without the outline. Only this structure is outlined.
  ///
  /// Slices go from the patient's head to the feet (from right to left, from front to back); along the index where the
  /// orientation is unknown. Nil for a structure that is not shown or empty, and for one that fills half of a
  /// two-dimensional image, which the overview shows as well. Cost: one pass over the runs, then the pixels.
  package func slices(of structure: String, name: String) throws -> Picture? {
    guard let (shown, box) = structures.first(where: { $0.shown.name == structure }),
      let framing = StructureFraming([shown.runs], slices: self)
    else { return nil }
    guard grid.dimensions == 3 else {
      let crop = cropped(box)
      let pixels = (crop.last.i - crop.first.i + 1) * (crop.last.j - crop.first.j + 1)
      guard 2 * pixels < grid.count else { return nil }
      return try framing.drawing(of: shown, in: self, subject: "\(shown.name), enlarged.").picture(name: name)
    }
    return try framing.drawing(of: shown, in: self, subject: "\(shown.name) in its slices, first to last.")
      .picture(name: name)
  }

  /// The same view of several masks for one structure, one picture each, in their order: same slices, crop, scale,
  /// window and style, so that nothing but the outline differs. Slices and crop are those of all masks together; an
  /// empty mask gets a picture without an outline. No pictures when all are empty.
  ///
  /// - Parameter style: how each mask is outlined.
  package func comparison(
    of structure: String, candidates: [Candidate], style: ContourStyle = ContourStyle(at: 0)
  ) throws -> [Picture] {
    guard let framing = StructureFraming(candidates.map(\.runs), slices: self) else { return [] }
    return try candidates.map { candidate in
      let shown = ShownStructure(name: structure, runs: candidate.runs, style: style)
      let subject = "A mask of \(structure), in slices that all masks share."
      return try framing.drawing(of: shown, in: self, subject: subject).picture(name: candidate.name)
    }
  }
}

/// Which slices of a structure are shown, and how much of each.
private struct StructureFraming {
  let space: PictureSpace
  let panels: [PanelPlan]

  /// Nil when all runs are empty.
  init?(_ masks: [Runs], slices: KeySlices) {
    let grid = slices.grid
    guard let first = masks.lazy.compactMap({ VoxelBox(of: $0, on: grid) }).first else { return nil }
    let box = masks.compactMap { VoxelBox(of: $0, on: grid) }.reduce(first) { $0.union($1) }
    let space = PictureSpace(grid: grid)
    self.space = space
    let crop = slices.cropped(box)
    let corners = space.corners(of: crop)
    guard grid.dimensions == 3 else {
      panels = [PanelPlan(Frame(space.planes[0], through: space.centre(of: crop), showing: corners))]
      return
    }
    let axis = grid.acquisitionAxis
    let plane = space.storedPlane(across: axis)
    // From the viewer's side of sagittal and coronal slices, and from the head down.
    let isReversed = (space.affine.columns[axis] * Self.readingDirection(of: plane)).sum() < 0
    let sections = Self.sections(of: masks, along: axis, on: grid, isReversed: isReversed).map { index in
      var through = VoxelBox(first: crop.first, last: crop.last)
      (through.first[axis], through.last[axis]) = (index, index)
      return Frame(plane, through: space.centre(of: through), showing: corners)
    }
    var plans = sections.map(PanelPlan.init)
    for at in plans.indices { plans[at].number = "\(at + 1)" }
    plans.append(Self.locator(across: axis, sections: sections, crop: crop, space: space))
    panels = plans
  }

  func drawing(of shown: ShownStructure, in slices: KeySlices, subject: String) -> Drawing {
    let alone = KeySlices(
      grid: slices.grid, structures: [shown], image: slices.image, window: slices.window, air: slices.air)
    let isDoubled = slices.grid.dimensions == 2 && slices.image != nil
    return Drawing(slices: alone, space: space, panels: panels, isDoubled: isDoubled, subject: subject)
  }

  /// The slices with voxels at the quarters of their number, without repetition.
  private static func sections(of masks: [Runs], along axis: Int, on grid: Grid, isReversed: Bool) -> [Int] {
    var isFilled = [Bool](repeating: false, count: grid.size[axis])
    for run in masks.lazy.flatMap(\.all) {
      switch axis {
      case 0: for i in Int(run.start)..<Int(run.end) { isFilled[i] = true }
      case 1: isFilled[Int(run.row) % grid.size.j] = true
      default: isFilled[Int(run.row) / grid.size.j] = true
      }
    }
    let filled = isFilled.indices.filter { isFilled[$0] }
    let ordered = isReversed ? filled.reversed() : filled
    let places = (0...4).map { quarter in (2 * (ordered.count - 1) * quarter + 4) / 8 }
    return places.enumerated().filter { $0 == 0 || $1 != places[$0 - 1] }.map { ordered[$1] }
  }

  /// The way in which slices are read: head to feet, right to left, front to back; along the index without an
  /// orientation.
  private static func readingDirection(of plane: Plane) -> SIMD3<Double> {
    var direction = SIMD3<Double>.zero
    switch plane.kind {
    case .patient(let axis), .stored(_, let axis): direction[axis] = -1
    case .index(let normal): direction[normal] = 1
    }
    return direction
  }

  /// The silhouette in a plane across the slices: the frontal one where slices cross it, else the axial one.
  private static func locator(
    across axis: Int, sections: [Frame], crop: VoxelBox, space: PictureSpace
  ) -> PanelPlan {
    let front = space.indexAxis(along: 1)
    let view = front == axis ? space.indexAxis(along: 2) : front
    var plan = KeySlices.projection(along: view, of: crop, in: space)
    plan.number = "\(sections.count + 1)"
    plan.marks = sections.enumerated().map { at, section in
      SliceMark(number: "\(at + 1)", point: section.through, normal: section.plane.normal)
    }
    return plan
  }
}
