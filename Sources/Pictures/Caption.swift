internal import Volume

/// What a picture shows, in words; holds no file name.
///
/// Models are given some 600 characters of it, so what cannot be guessed comes first, and of many structures only the
/// first are named.
struct Caption {
  enum Ground { case image, imageElsewhere, none }

  /// At most this many characters, as far as the outlines' list can help it.
  static let length = 600

  /// What the picture is about, a sentence or none.
  let subject: String?
  let panels: [PanelPlan]
  /// Each panel's scale bar.
  let bars: [ScaleBar?]
  let space: PictureSpace
  /// The structures that can be seen, the largest first.
  let structures: [ShownStructure]
  let hasBox: Bool
  /// Of slices, and of projections.
  let windows: (slices: ClosedRange<Float>?, projections: ClosedRange<Float>?)
  let ground: Ground

  var text: String {
    var sentences = [subject, shown, side, scale].compactMap { $0 }
    if hasBox { sentences.append("The dashed box marks the finding's place.") }
    if panels.contains(where: { !$0.marks.isEmpty }) {
      sentences.append("Dashed lines with numbers mark the slices.")
    }
    switch ground {
    case .image:
      if let window = windows.slices { sentences.append("Grey values: \(Self.words(window)).") }
    case .imageElsewhere: sentences.append("The image cannot be shown: its place relative to the masks is unknown.")
    case .none: sentences.append("No image was given; structures are filled.")
    }
    if ground == .image, let window = windows.projections {
      sentences.append("Projections show the mean along the line of sight, \(Self.words(window)).")
    }
    let rest = sentences.joined(separator: " ")
    return rest + " " + outlines(atMost: Self.length - rest.count - 1)
  }

  /// The panels with outlines, and that those without are the same.
  private var shown: String {
    let outlined = panels.filter(\.hasOutlines)
    let list = outlined.indices.map { name(outlined[$0], after: $0 > 0 ? outlined[$0 - 1] : nil) }
      .joined(separator: ", ")
    let rows = Set(outlined.map(\.row)).count
    let columns = Set(outlined.map(\.column)).count
    let order: String
    switch (columns > 1, rows > 1) {
    case (true, true): order = ", from left to right, row by row"
    case (true, false): order = ", from left to right"
    case (false, true): order = ", from top to bottom"
    case (false, false): order = ""
    }
    var plain = ""
    if let other = panels.first(where: { !$0.hasOutlines }) {
      plain = "; \(other.row == 0 ? "on the right" : "below") the same without outlines"
    }
    return Self.capitalised(list + order + plain) + "."
  }

  /// `2 axial slice k = 45 at S 123.4 mm`, `coronal projection`; the plane is named where it is another than that of
  /// the panel before.
  private func name(_ panel: PanelPlan, after last: PanelPlan?) -> String {
    var words = [panel.number].compactMap { $0 }
    guard space.grid.dimensions == 3 else { return (words + ["the only slice"]).joined(separator: " ") }
    let plane = panel.frame.plane
    if panel.isProjection { return (words + [Self.adjective(plane), "projection"]).joined(separator: " ") }
    if case .index = plane.kind {
      words.append("slice")
    } else if last?.frame.plane != plane {
      words += [Self.adjective(plane), "slice"]
    }
    if let (axis, index) = space.index(of: panel.frame.through, normal: plane.normal) {
      words.append("\(["i", "j", "k"][axis]) = \(index)")
    }
    if case .patient(let axis) = plane.kind { words += ["at", Self.position(panel.frame.through, along: axis)] }
    if case .stored(_, let axis) = plane.kind { words += ["at", Self.position(panel.frame.through, along: axis)] }
    return words.joined(separator: " ")
  }

  /// `S 123.4 mm`.
  static func position(_ point: SIMD3<Double>, along axis: Int) -> String {
    let tenths = Int((abs(point[axis]) * 10).rounded())
    let direction = PatientDirection(axis: axis, positive: point[axis] >= 0)
    return "\(direction.letter) \(tenths / 10).\(tenths % 10) mm"
  }

  /// `axial`, `oblique coronal`; the index axis where the orientation is unknown.
  static func adjective(_ plane: Plane) -> String {
    switch plane.kind {
    case .patient(let axis): return names[axis]
    case .stored(_, let axis): return (abs(plane.normal[axis]) < 0.995 ? "oblique " : "") + names[axis]
    case .index(let normal): return "along-\(["i", "j", "k"][normal])"
    }
  }

  private static let names = ["sagittal", "coronal", "axial"]

  private var side: String {
    let edges = panels.map(\.frame.plane.edges)
    guard let first = edges.first, let first else {
      return "The orientation is unknown: left and right of the patient cannot be told."
    }
    let (left, top) = (first.left[0].rawValue, first.top[0].rawValue)
    if Set(edges.map { $0?.left[0] }).count == 1 {
      return Set(edges.map { $0?.top[0] }).count == 1
        ? "On the left of the picture is the patient's \(left) side, at the top the \(top) one."
        : "The patient's \(left) is on the left of every panel."
    }
    return
      "The patient's right is on the left of axial and coronal panels; in sagittal panels the front is on the left."
  }

  private var scale: String {
    guard space.grid.spacing != nil else { return "Lengths are unknown, so there is no scale." }
    let bars = Set(bars.compactMap { $0?.text })
    guard let bar = bars.first else { return "There is no room for a scale." }
    return bars.count == 1
      ? "The scale bar is \(bar) long."
      : "All panels have one scale; bars are \(bars.sorted().joined(separator: " and ")) long."
  }

  private func outlines(atMost room: Int) -> String {
    guard !structures.isEmpty else { return "No structure can be seen here." }
    var list = ""
    for (at, structure) in structures.enumerated() {
      let entry = (at == 0 ? "" : ", ") + "\(structure.style.name) = \(structure.name)"
      // The first is named in any case; room stays for the number of the others.
      guard at == 0 || list.count + entry.count + 36 <= room else {
        list += " and \(structures.count - at) smaller ones"
        break
      }
      list += entry
    }
    return "Outlines: \(list)."
  }

  private static func words(_ window: ClosedRange<Float>) -> String {
    "\(number(window.lowerBound)) (black) to \(number(window.upperBound)) (white)"
  }

  private static func number(_ value: Float) -> String {
    if abs(value) >= 1e9 { return "\(value)" }
    if value == value.rounded() || abs(value) >= 100 { return "\(Int(value.rounded()))" }
    let hundredths = Int((abs(value) * 100).rounded())
    guard hundredths > 0 else { return "\(value)" }
    let decimals = hundredths % 100
    return "\(value < 0 ? "-" : "")\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
