internal import Volume

/// What a picture shows, in words; holds no file name.
struct Caption {
  enum Ground { case image, imageElsewhere, none }

  let slices: [SliceView]
  let space: PictureSpace
  /// Those that can be seen.
  let structures: [ShownStructure]
  let hasBox: Bool
  let window: ClosedRange<Float>?
  let ground: Ground

  var text: String {
    var sentences = [planes + "."]
    sentences += [side, outlines]
    if hasBox { sentences.append("The dashed box marks the finding's place.") }
    switch ground {
    case .image:
      if let window {
        sentences.append(
          "The image is shown from \(Self.number(window.lowerBound)) (black) to \(Self.number(window.upperBound)) (white)."
        )
      }
    case .imageElsewhere: sentences.append("The image cannot be shown: its place relative to the masks is unknown.")
    case .none: sentences.append("No image was given; structures are filled.")
    }
    return sentences.joined(separator: " ")
  }

  private var planes: String {
    let list = slices.map(name).joined(separator: ", ")
    let panels = slices.count > 1 ? "\(list), from left to right" : list
    return panels.prefix(1).uppercased() + panels.dropFirst()
  }

  private func name(_ slice: SliceView) -> String {
    switch slice.plane.kind {
    case .patient(let axis):
      let place = slice.through[axis]
      let direction = PatientDirection(axis: axis, positive: place >= 0)
      return "\(["sagittal", "coronal", "axial"][axis]) slice at \(direction.letter) \(Self.millimetres(abs(place))) mm"
    case .inPlane: return "the only slice"
    case .index(let normal):
      guard space.grid.dimensions == 3 else { return "the whole picture as stored" }
      let index = (slice.through[normal] / space.grid.lengths[normal]).rounded()
      return "slice \(["i", "j", "k"][normal]) = \(Int(index))"
    }
  }

  private var side: String {
    guard let edges = slices.first?.plane.edges else {
      return "The orientation is unknown: left and right of the patient cannot be told."
    }
    guard slices.count > 1 else {
      return
        "On the left of the picture is the patient's \(edges.left.rawValue) side, at the top the \(edges.top.rawValue) one."
    }
    return
      "The patient's right is on the left of the axial and coronal panels; in the sagittal panel the front is on the left."
  }

  private var outlines: String {
    guard !structures.isEmpty else { return "No structure can be seen here." }
    let list = structures.map { "\($0.style.name) = \($0.name)" }.joined(separator: ", ")
    let isUnique = Set(structures.map(\.style)).count == structures.count
    return "Outlines: \(list)." + (isUnique ? "" : " Colours repeat, since there are more structures than styles.")
  }

  /// One decimal, without a locale.
  private static func millimetres(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func number(_ value: Float) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }
}
