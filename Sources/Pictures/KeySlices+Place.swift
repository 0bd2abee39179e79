package import Volume

extension KeySlices {
  /// What is shown around a place at least, as a share of its extents.
  private static let surroundings = 0.8
  /// And in mm, or in pixels where lengths are unknown.
  private static let leastSurroundings = 60.0

  /// Three planes through a place, with its surroundings, in which the place is marked by a dashed box and the
  /// structures are named beside their outlines. Each plane is laid so that it meets as many of the structures as
  /// planes through the place, or through one of them, can meet: slices between the two of a pair show neither.
  ///
  /// - Parameters:
  ///   - box: the place.
  ///   - subject: a sentence for the caption.
  package func place(_ box: VoxelBox, name: String, subject: String) throws -> Picture {
    let space = PictureSpace(grid: grid)
    let whole = structures.reduce(box) { $0.union($1.box) }
    let corners = space.corners(of: surroundings(of: whole))
    let centre = space.centre(of: box)
    let candidates =
      [centre, space.centre(of: whole)] + structures.compactMap { space.centroid(of: [$0.shown.runs]) }
    let panels = space.planes.map { plane in
      let isThrough = { (point: SIMD3<Double>) in Self.meets(box, plane, point, space) }
      // Through the marked place before all else; the first of several that show as much.
      let ranked = candidates.enumerated().map { number, point in
        (point, isThrough(point) ? 1 : 0, met(plane, point, space), -number)
      }
      let best = ranked.max { ($0.1, $0.2, $0.3) < ($1.1, $1.2, $1.3) }
      return PanelPlan(Frame(plane, through: best?.0 ?? centre, showing: corners))
    }
    return try Drawing(slices: self, space: space, panels: panels, box: box, subject: subject, namesOutlines: true)
      .picture(name: name)
  }

  /// Whether a plane through a point cuts a box.
  private static func meets(_ box: VoxelBox, _ plane: Plane, _ point: SIMD3<Double>, _ space: PictureSpace) -> Bool {
    let places = space.corners(of: box).map { ($0 * plane.normal).sum() }
    let own = (point * plane.normal).sum()
    return (places.min() ?? own) <= own && own <= (places.max() ?? own)
  }

  private func surroundings(of box: VoxelBox) -> VoxelBox {
    var wide = box
    for axis in 0..<3 {
      let extent = Double(box.last[axis] - box.first[axis] + 1)
      let least = grid.spacing.map { Self.leastSurroundings / max($0[axis], 1e-3) } ?? Self.leastSurroundings
      let margin = Int(min(1e6, max(least, extent * Self.surroundings)).rounded(.up))
      wide.first[axis] = max(0, box.first[axis] - margin)
      wide.last[axis] = min(grid.size[axis] - 1, box.last[axis] + margin)
    }
    return wide
  }
}
