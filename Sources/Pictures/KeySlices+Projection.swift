internal import Volume

extension KeySlices {
  /// More silhouettes than these hide one another.
  package static let mostSilhouettes = 8

  /// Structures' silhouettes from the front and from the left side, along the stored axes that are nearest, over the
  /// image's mean along the line of sight. Nil in two dimensions and without structures. Cost: the structures' voxels,
  /// then the pixels, each some 64 times where there is an image.
  ///
  /// - Parameter names: those that are outlined first; then the largest, `mostSilhouettes` in all.
  package func projections(of names: [String] = [], name: String = "projections") throws -> Picture? {
    guard grid.dimensions == 3, !structures.isEmpty else { return nil }
    let space = PictureSpace(grid: grid)
    let panels = [1, 0].map { Self.projection(along: space.indexAxis(along: $0), of: space.everything, in: space) }
    let chosen = Self.outlined(structures.map(\.shown), first: names)
    let some = KeySlices(grid: grid, structures: chosen, image: image, window: window, air: air)
    let subject =
      chosen.count == structures.count
      ? "All structures as silhouettes." : "Silhouettes of \(chosen.count) of \(structures.count) structures."
    return try Drawing(slices: some, space: space, panels: panels, subject: subject).picture(name: name)
  }

  /// Named ones, then the largest, in the order in which they were given.
  private static func outlined(_ all: [ShownStructure], first names: [String]) -> [ShownStructure] {
    let sizes = all.map(\.runs.voxelCount)
    let ranked = all.indices.sorted { a, b in
      let places = [a, b].map { names.firstIndex(of: all[$0].name) ?? names.count }
      return (places[0], -sizes[a], a) < (places[1], -sizes[b], b)
    }
    return ranked.prefix(mostSilhouettes).sorted().map { all[$0] }
  }

  /// A panel that looks along an index axis through a box.
  static func projection(along axis: Int, of box: VoxelBox, in space: PictureSpace) -> PanelPlan {
    let plane = space.storedPlane(across: axis)
    let (corners, centre) = (space.corners(of: box), space.centre(of: box))
    var plan = PanelPlan(Frame(plane, through: centre, showing: corners))
    plan.isProjection = true
    let depths = corners.map { (($0 - centre) * plane.normal).sum() }
    plan.depths = (depths.min() ?? 0)...(depths.max() ?? 0)
    return plan
  }
}
