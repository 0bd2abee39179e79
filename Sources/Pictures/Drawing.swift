internal import Volume

/// Draws the panels of one picture and says what they show.
struct Drawing {
  let slices: KeySlices
  let space: PictureSpace
  var panels: [PanelPlan]
  /// Whether each panel is shown a second time without outlines.
  var isDoubled = false
  var box: VoxelBox?
  var subject: String?
  /// Whether the outlines' names are told with their places.
  var namesOutlines = false

  /// Sides of panels that are shorter than this share of the longest are widened, so that letters and the bar have
  /// room.
  private static let leastShare = 0.3

  func picture(name: String) throws -> Picture {
    var panels = panels
    let longest = panels.map { $0.frame.extent.max() }.max() ?? 1
    for at in panels.indices { panels[at].frame.widen(to: longest * Self.leastShare) }
    let hasText = panels.contains { $0.text(in: space, width: 1) != nil }
    let hasLengths = space.grid.spacing != nil
    let strips = Layout.Strips(above: hasText ? 20 : 0, below: hasLengths ? 20 : 0)
    let layout: Layout
    (panels, layout) = arranged(panels, strips)
    for at in panels.indices { (panels[at].row, panels[at].column) = (layout.places[at].row, layout.places[at].column) }
    let views = zip(panels, layout.places).map { (panel: PanelPlan, place: Layout.Place) -> SliceView in
      SliceView(panel.frame, width: place.width, height: place.height, pixel: layout.pixel)
    }
    let ground = slices.image.flatMap { Ground($0, for: space) }
    let values: [[Float]]? = ground.map { ground in
      panels.indices.map { self.values(of: panels[$0], under: views[$0], ground) }
    }
    let windows = self.windows(of: panels, values, ground)

    let bars = views.map { hasLengths ? ScaleBar(width: $0.width, pixel: $0.pixel) : nil }
    var canvas = Canvas(width: layout.width, height: layout.height, colour: Canvas.black)
    var marks: [PictureMark] = []
    var seen = [Int](repeating: 0, count: slices.structures.count)
    for (at, panel) in panels.enumerated() {
      var drawn = Panel(slice: views[at])
      if let values, let ground, !values[at].isEmpty {
        drawn.draw(
          values[at], channels: ground.image.channels,
          window: (panel.isProjection ? windows.projections : windows.slices) ?? 0...1)
      }
      if panel.hasOutlines {
        let outlines = self.outlines(of: panel, view: views[at])
        for outline in outlines { seen[outline.structure] += outline.pixels }
        if namesOutlines {
          let origin = (x: layout.places[at].x, y: layout.places[at].y + strips.above)
          marks += outlines.compactMap { mark(of: $0.structure, $0.coverage, from: origin) }
        }
        let isFilled = values?[at].isEmpty ?? true
        drawn.draw(outlines.map { ($0.coverage, slices.structures[$0.structure].shown.style) }, isFilled: isFilled)
        if let box, !panel.isProjection { drawn.drawBox(space.corners(of: box)) }
      }
      drawn.draw(panel.marks)
      drawn.drawLetters()
      let framed = drawn.framed(
        strips, text: panel.text(in: space, width: views[at].width), bar: bars[at])
      canvas.place(framed, x: layout.places[at].x, y: layout.places[at].y)
    }
    let visible = seen.indices.filter { seen[$0] > 0 }.sorted { (-seen[$0], $0) < (-seen[$1], $1) }
    let caption = Caption(
      subject: subject, panels: panels, bars: bars, space: space,
      structures: visible.map { slices.structures[$0].shown }, hasBox: box != nil,
      windows: ground?.image.channels == 1 ? windows : (nil, nil),
      ground: ground != nil ? .image : slices.image != nil ? .imageElsewhere : .none)
    return Picture(
      name: name, caption: caption.text, width: canvas.width, height: canvas.height, png: try canvas.png(),
      structures: Set(visible.map { slices.structures[$0].shown.name }), marks: marks)
  }

  /// The middle of the topmost row of pixels that a structure covers.
  private func mark(of structure: Int, _ coverage: PanelPixels, from origin: (x: Int, y: Int)) -> PictureMark? {
    for y in coverage.rows {
      let covered = coverage.columns.filter { coverage.covers($0, y) }
      guard !covered.isEmpty else { continue }
      let shown = slices.structures[structure].shown
      return PictureMark(
        name: shown.name, colour: shown.style.colour, x: origin.x + covered[covered.count / 2], y: origin.y + y)
    }
    return nil
  }

  /// The panels in the order in which they are laid out. Those without outlines stand below the others or on their
  /// right, whichever shows them larger.
  private func arranged(_ panels: [PanelPlan], _ strips: Layout.Strips) -> ([PanelPlan], Layout) {
    func lay(_ panels: [PanelPlan], columns: Int?) -> ([PanelPlan], Layout) {
      (panels, Layout(panels.map(\.frame.extent), columns: columns, strips: strips))
    }
    guard isDoubled else { return lay(panels, columns: nil) }
    let below = lay(panels + panels.map(\.plain), columns: panels.count)
    let beside = lay(panels.flatMap { [$0, $0.plain] }, columns: 2)
    return beside.1.pixel <= below.1.pixel * 1.02 ? beside : below
  }

  /// Empty when a projection of the image makes no sense, as for colours.
  private func values(of panel: PanelPlan, under view: SliceView, _ ground: Ground) -> [Float] {
    guard panel.isProjection else { return ground.values(under: view) }
    return ground.image.channels == 1 ? ground.means(under: view, depths: panel.depths, air: slices.air) : []
  }

  private func windows(
    of panels: [PanelPlan], _ values: [[Float]]?, _ ground: Ground?
  ) -> (slices: ClosedRange<Float>?, projections: ClosedRange<Float>?) {
    guard let values, let ground else { return (nil, nil) }
    func shown(_ isProjection: Bool) -> [[Float]] {
      zip(panels, values).filter { $0.0.isProjection == isProjection && !$0.1.isEmpty }.map(\.1)
    }
    let (flat, deep) = (shown(false), shown(true))
    let own = ground.image.channels == 1 ? slices.window : nil
    return (
      flat.isEmpty ? nil : own ?? ground.window(for: flat),
      // Air beside the body would take most of the greys.
      deep.isEmpty ? nil : ground.window(for: deep, least: slices.air.map { $0 + 200 } ?? -.infinity)
    )
  }

  private func outlines(
    of panel: PanelPlan, view: SliceView
  ) -> [(structure: Int, coverage: PanelPixels, pixels: Int)] {
    slices.structures.indices.compactMap { at in
      let (shown, box) = slices.structures[at]
      let coverage: PanelPixels
      if panel.isProjection {
        coverage = PanelPixels(
          silhouetteOf: shown.runs, box: box, along: panel.normal(in: space), view: view, space: space)
      } else {
        coverage = PanelPixels(of: shown.runs, box: box, slice: view, space: space)
      }
      return coverage.isEmpty ? nil : (at, coverage, coverage.count)
    }
  }
}

extension PanelPlan {
  /// The index axis across the plane.
  func normal(in space: PictureSpace) -> Int {
    switch frame.plane.kind {
    case .patient(let axis): space.indexAxis(along: axis)
    case .stored(let normal, _), .index(let normal): normal
    }
  }
}
