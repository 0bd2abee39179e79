package import Volume

/// Key slices of an export for people and models.
///
/// Planes are those of the patient (axial, coronal, sagittal; radiological convention, so that the patient's right is on the picture's left) where the
/// orientation is known, else index planes without letters; a two-dimensional grid is one panel. Panels stand side by side, `gap` pixels apart, centred in
/// height, their longer side `SliceView.longerSide` pixels, pixels square. The nearest voxel is shown. The same inputs give the same bytes.
package struct KeySlices: Sendable {
  /// The usual soft-tissue window of CT, in HU.
  package static let softTissue: ClosedRange<Float> = -160...240
  /// Pixels between panels.
  package static let gap = 8

  /// What a close-up shows at least around its subject, in mm, or in pixels where lengths are unknown.
  private static let leastMargin = 10.0

  private let grid: Grid
  private let structures: [(shown: ShownStructure, box: VoxelBox)]
  private let image: IntensityVolume?
  private let window: ClosedRange<Float>?

  /// - Parameters:
  ///   - grid: the grid of the structures.
  ///   - structures: what is outlined; where outlines meet the later one is on top.
  ///   - image: the source image; on another grid it is placed by its affine.
  ///   - window: the values shown black and white; nil for the 1st to 99th percentile of what is shown.
  package init(
    grid: Grid, structures: [ShownStructure], image: IntensityVolume? = nil, window: ClosedRange<Float>? = nil
  ) {
    self.grid = grid
    self.structures = structures.compactMap { shown in VoxelBox(of: shown.runs, on: grid).map { (shown, $0) } }
    self.image = image
    self.window = window
  }

  /// The whole field of view through a point (patient space), or through the structures' common centre. A plane that would miss all structures goes through
  /// the largest one instead. Cost: one pass over the runs, then the pixels.
  package func overview(through point: PatientPoint? = nil, name: String = "overview") throws -> Picture {
    let space = PictureSpace(grid: grid)
    let corners = space.corners(of: space.everything)
    let candidates = point.map { [SIMD3($0.x, $0.y, $0.z)] } ?? centres(in: space)
    let slices = space.planes.map { plane in
      let all = candidates.map { SliceView(plane, through: $0, showing: corners) }
      return all.first { slice in showsAnything(slice, space) } ?? all[0]
    }
    return try picture(name: name, slices: slices, space: space, box: nil)
  }

  /// Three planes through the middle of a box, cropped to the box and to the named structures with a margin; the box is drawn dashed.
  package func closeUp(of box: VoxelBox, around names: [String], name: String) throws -> Picture {
    let space = PictureSpace(grid: grid)
    var crop = structures.filter { names.contains($0.shown.name) }.reduce(box) { $0.union($1.box) }
    for axis in 0..<3 {
      let extent = Double(crop.last[axis] - crop.first[axis] + 1)
      let least = grid.spacing.map { Self.leastMargin / max($0[axis], 1e-3) } ?? Self.leastMargin
      let margin = Int(max(least, extent / 6).rounded(.up))
      crop.first[axis] = max(0, crop.first[axis] - margin)
      crop.last[axis] = min(grid.size[axis] - 1, crop.last[axis] + margin)
    }
    let corners = space.corners(of: crop)
    let centre = space.centre(of: box)
    let slices = space.planes.map { SliceView($0, through: centre, showing: corners) }
    return try picture(name: name, slices: slices, space: space, box: box)
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

  private func showsAnything(_ slice: SliceView, _ space: PictureSpace) -> Bool {
    structures.contains { !Coverage(of: $0.shown.runs, box: $0.box, slice: slice, space: space).isEmpty }
  }

  private func picture(name: String, slices: [SliceView], space: PictureSpace, box: VoxelBox?) throws -> Picture {
    let ground = image.flatMap { Ground($0, for: space) }
    let values = ground.map { ground in slices.map { ground.values(under: $0) } }
    let shownWindow = ground.map { g in
      g.image.channels == 1 ? window ?? g.window(for: values ?? []) : g.window(for: values ?? [])
    }
    var visible = Set<Int>()
    let panels = slices.indices.map { at in
      let slice = slices[at]
      var panel = Panel(slice: slice)
      if let values, let shownWindow, let ground {
        panel.draw(values[at], channels: ground.image.channels, window: shownWindow)
      }
      for (number, structure) in structures.enumerated() {
        let coverage = Coverage(of: structure.shown.runs, box: structure.box, slice: slice, space: space)
        guard !coverage.isEmpty else { continue }
        visible.insert(number)
        panel.draw(coverage, structure.shown.style, isFilled: ground == nil)
      }
      if let box { panel.drawBox(space.corners(of: box)) }
      panel.drawLetters()
      return panel.canvas
    }
    var canvas = Canvas(
      width: panels.reduce(Self.gap * (panels.count - 1)) { $0 + $1.width }, height: panels.map(\.height).max() ?? 1,
      colour: SIMD3(0, 0, 0))
    var x = 0
    for panel in panels {
      canvas.place(panel, x: x, y: (canvas.height - panel.height) / 2)
      x += panel.width + Self.gap
    }
    let caption = Caption(
      slices: slices, space: space,
      structures: structures.indices.filter(visible.contains).map { structures[$0].shown },
      hasBox: box != nil, window: ground?.image.channels == 1 ? shownWindow : nil,
      ground: ground != nil ? .image : image != nil ? .imageElsewhere : .none)
    return Picture(
      name: name, caption: caption.text, width: canvas.width, height: canvas.height, png: try canvas.png())
  }
}
