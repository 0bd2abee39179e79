package import Volume

/// Pictures of an export for people and models, chosen for what they are to show.
///
/// Planes are those of the patient (axial, coronal, sagittal; radiological convention, so that the patient's right is
/// on the picture's left) where the orientation is known, else index planes without letters; a two-dimensional grid has
/// one plane. All panels of a picture have one scale, with a bar where lengths are known; pixels are square, and the
/// nearest voxel is shown. A picture is at most `Layout.longestSide` pixels long and has at most `Layout.mostPixels`.
/// The same inputs give the same bytes.
package struct KeySlices: Sendable {
  /// The usual soft-tissue window of CT, in HU.
  package static let softTissue: ClosedRange<Float> = -160...240
  /// Air on CT, in HU.
  package static let air: Float = -1000

  /// What a close-up shows at least around its subject, in mm, or in pixels where lengths are unknown.
  private static let leastMargin = 10.0

  let grid: Grid
  let structures: [(shown: ShownStructure, box: VoxelBox)]
  let image: IntensityVolume?
  let window: ClosedRange<Float>?
  let air: Float?

  /// - Parameters:
  ///   - grid: the grid of the structures.
  ///   - structures: what is outlined; where outlines meet the later one is on top.
  ///   - image: the source image; on another grid it is placed by its affine.
  ///   - window: the values of slices shown black and white; nil for the 1st to 99th percentile of what is shown.
  ///   - air: values below count as this one in projections, and so does what lies outside of the image; nil for images
  ///     without such a value.
  package init(
    grid: Grid, structures: [ShownStructure], image: IntensityVolume? = nil, window: ClosedRange<Float>? = nil,
    air: Float? = nil
  ) {
    self.grid = grid
    self.structures = structures.compactMap { shown in VoxelBox(of: shown.runs, on: grid).map { (shown, $0) } }
    self.image = image
    self.window = window
    self.air = air
  }

  /// The whole field of view through a point (patient space), or through the structures' common centre. A plane that
  /// would miss all structures goes through the largest one instead. A two-dimensional image is shown without outlines
  /// as well. Cost: one pass over the runs, then the pixels.
  package func overview(through point: PatientPoint? = nil, name: String = "overview") throws -> Picture {
    let space = PictureSpace(grid: grid)
    let corners = space.corners(of: space.everything)
    let candidates = point.map { [SIMD3($0.x, $0.y, $0.z)] } ?? centres(in: space)
    let panels = space.planes.map { plane in
      PanelPlan(Frame(plane, through: candidates.first { isMet(plane, $0, space) } ?? candidates[0], showing: corners))
    }
    return try Drawing(
      slices: self, space: space, panels: panels, isDoubled: grid.dimensions == 2 && image != nil
    ).picture(name: name)
  }

  /// Three planes through the middle of a box, cropped to the box and to the named structures with a margin; the box is
  /// drawn dashed. Where there is an image it is shown a second time, without outlines, so that the edge under them can
  /// be seen.
  ///
  /// - Parameter subject: a sentence for the caption: which finding it is, of what.
  package func closeUp(
    of box: VoxelBox, around names: [String], name: String, subject: String? = nil
  ) throws -> Picture {
    let space = PictureSpace(grid: grid)
    let crop = cropped(structures.filter { names.contains($0.shown.name) }.reduce(box) { $0.union($1.box) })
    let corners = space.corners(of: crop)
    let centre = space.centre(of: box)
    let panels = space.planes.map { PanelPlan(Frame($0, through: centre, showing: corners)) }
    return try Drawing(
      slices: self, space: space, panels: panels, isDoubled: image != nil, box: box, subject: subject
    ).picture(name: name)
  }

  /// A box with a margin: a sixth of its extents, at least 10 mm, inside of the grid.
  func cropped(_ box: VoxelBox) -> VoxelBox {
    var crop = box
    for axis in 0..<3 {
      let extent = Double(crop.last[axis] - crop.first[axis] + 1)
      let least = grid.spacing.map { Self.leastMargin / max($0[axis], 1e-3) } ?? Self.leastMargin
      let margin = Int(min(1e6, max(least, extent / 6)).rounded(.up))
      crop.first[axis] = max(0, crop.first[axis] - margin)
      crop.last[axis] = min(grid.size[axis] - 1, crop.last[axis] + margin)
    }
    return crop
  }

  /// Points to cut through, best first: the common centre, the centre of the largest structure, a voxel of it.
  private func centres(in space: PictureSpace) -> [SIMD3<Double>] {
    guard let largest = structures.max(by: { $0.shown.runs.voxelCount < $1.shown.runs.voxelCount }),
      let common = space.centroid(of: structures.map(\.shown.runs)),
      let own = space.centroid(of: [largest.shown.runs])
    else { return [space.centre(of: space.everything)] }
    // A centre may lie outside of its structure (a ring, a horseshoe); the middle of a run never does.
    let runs = largest.shown.runs.all
    let run = runs[runs.count / 2]
    let row = Int(run.row)
    let inside = VoxelPoint(
      Double(run.start + run.end - 1) / 2, Double(row % grid.size.j), Double(row / grid.size.j))
    return [common, own, space.position(inside)]
  }

  /// Whether a plane through a point meets a structure, looked at coarsely.
  private func isMet(_ plane: Plane, _ point: SIMD3<Double>, _ space: PictureSpace) -> Bool {
    met(plane, point, space) > 0
  }

  /// How many of the structures a plane through a point meets, looked at coarsely.
  func met(_ plane: Plane, _ point: SIMD3<Double>, _ space: PictureSpace) -> Int {
    let frame = Frame(plane, through: point, showing: space.corners(of: space.everything))
    let pixel = frame.extent.max() / 256
    func count(_ extent: Double) -> Int { max(1, Int((extent / pixel).rounded())) }
    let view = SliceView(frame, width: count(frame.extent.x), height: count(frame.extent.y), pixel: pixel)
    return structures.count { structure in
      !PanelPixels(of: structure.shown.runs, box: structure.box, slice: view, space: space).isEmpty
    }
  }
}
