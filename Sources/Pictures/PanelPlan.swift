internal import Volume

/// What one panel of a picture will show.
struct PanelPlan {
  var frame: Frame
  /// Shows structures' shadows and the image's mean along the index axis across the plane; else a slice.
  var isProjection = false
  /// The depths that a projection of the image goes through, from the plane's point away from the viewer.
  var depths: ClosedRange<Double> = 0...0
  /// Whether structures are outlined; a panel without shows the image alone.
  var hasOutlines = true
  /// Of the panels of a sheet.
  var number: String?
  /// Where other panels' slices cross it.
  var marks: [SliceMark] = []
  /// Where it stands, once panels are laid out.
  var row = 0
  var column = 0

  init(_ frame: Frame) { self.frame = frame }

  /// The plan without outlines.
  var plain: PanelPlan {
    var copy = self
    copy.hasOutlines = false
    return copy
  }

  /// What is written on it: `2 S 123.4 mm k 45`, shorter when that does not fit.
  func text(in space: PictureSpace, width: Int) -> String? {
    let start = number.map { [$0] } ?? []
    guard space.grid.dimensions == 3, !isProjection else { return start.first }
    let index = space.index(of: frame.through, normal: frame.plane.normal)
      .map { "\(["i", "j", "k"][$0.axis]) \($0.index)" }
    let place: String? =
      switch frame.plane.kind {
      case .patient(let axis), .stored(_, let axis): Caption.position(frame.through, along: axis)
      case .index: nil
      }
    let whole = (start + [place, index].compactMap { $0 }).joined(separator: " ")
    let short = (start + [place ?? index].compactMap { $0 }).joined(separator: " ")
    return Lettering.width(of: whole, scale: 2) + 4 <= width ? whole : short
  }
}
