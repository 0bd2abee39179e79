internal import Evaluation
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Volume

/// The pictures that a case's page begins with: the places that its reasons are about, each with the structures that
/// matter there and no others, and the slices through all of them. Where nothing is wrong, the largest structures.
struct FailingPlaces: Sendable {
  /// At most as many places: the page prints on two sheets.
  private static let most = 3
  /// At most as many outlines, so that each has a colour of its own.
  private static let mostOutlines = 7

  private let facts: CaseFacts
  /// The masks, in the places that the facts speak of.
  private let segmentation: Segmentation
  private let image: IntensityVolume?

  init(facts: CaseFacts, segmentation: Segmentation, image: IntensityVolume?) {
    self.facts = facts
    self.segmentation = segmentation
    self.image = image
  }

  /// A place to show.
  private struct Place {
    let reason: String
    let box: VoxelBox
    /// The labels that it is about; those that the export holds are outlined.
    let labels: [String]
    let subject: String
  }

  /// Draws the places that reasons are about, the gravest first, and the slices.
  func draw(_ reasons: [Reason]) throws -> (pictures: [Picture], atlas: SliceAtlas?) {
    var places: [Place] = []
    for reason in reasons where places.count < Self.most {
      guard let place = place(of: reason), !places.contains(where: { $0.box == place.box }) else { continue }
      places.append(place)
    }
    let pictures = try places.map { place in
      try slices(of: place.labels).place(place.box, name: "place-\(place.reason)", subject: place.subject)
    }
    let mattering = places.isEmpty ? largest : unique(places.flatMap(\.labels))
    let shown = slices(of: mattering)
    let boxes = places.map(\.box) + mattering.compactMap(box)
    guard let first = boxes.first else { return (pictures, nil) }
    let whole = boxes.dropFirst().reduce(first) { $0.union($1) }
    return (pictures, try shown.atlas(of: whole, widest: isCT ? Self.widest : nil))
  }

  /// The values between which CT can be windowed, in HU: fat, fluids, organs and the beginnings of bone, in steps of 6.
  private static let widest: ClosedRange<Float> = -500...840

  private var isCT: Bool { facts.policy.task.modality?.uppercased() == "CT" }

  private func slices(of labels: [String]) -> KeySlices {
    let present = labels.filter { facts.filled($0) != nil }.prefix(Self.mostOutlines)
    let structures = present.enumerated().compactMap { number, name in
      facts.filled(name).map { place in
        ShownStructure(name: name, runs: segmentation[place].runs, style: ContourStyle(at: number))
      }
    }
    return KeySlices(
      grid: facts.grid, structures: structures, image: image, window: isCT ? KeySlices.softTissue : nil,
      air: isCT ? KeySlices.air : nil)
  }

  private func box(_ label: String) -> VoxelBox? {
    facts.filled(label).flatMap { VoxelBox(of: segmentation[$0].runs, on: facts.grid) }
  }

  private var largest: [String] {
    let sizes = facts.policy.labels.compactMap { label in
      facts.filled(label.name).map { (label.name, segmentation[$0].runs.voxelCount) }
    }
    return sizes.sorted { $0.1 > $1.1 }.prefix(Self.mostOutlines).map(\.0)
  }

  private func place(of reason: Reason) -> Place? {
    let labels = [reason.label].compactMap(\.self) + (reason.otherLabels ?? [])
    let present = labels.filter { facts.filled($0) != nil }
    // What is not there is looked for where its partner says that it would be.
    if let missing = labels.first, !present.contains(missing), let mirrored = mirroredPlace(of: missing) {
      return Place(
        reason: reason.id, box: mirrored.box, labels: unique([mirrored.partner] + present),
        subject: "Where \(missing) would be: the place of \(mirrored.partner), mirrored.")
    }
    // Of two that are mixed up both are shown whole.
    let isPair = present.count > 1 && present.count == labels.count && labels.count == 2
    let boxes = present.compactMap(box)
    let own = isPair ? nil : reason.location.flatMap(VoxelBox.init)
    guard let place = own ?? boxes.dropFirst().reduce(boxes.first, { $0?.union($1) }) else { return nil }
    let partners = labels.compactMap(partner)
    return Place(
      reason: reason.id, box: place, labels: unique(present + partners),
      subject: "The place of \(reason.id), about \(labels.prefix(3).joined(separator: ", ")).")
  }

  private func partner(of label: String) -> String? {
    facts.policy.label(label)?.pairedWith ?? facts.policy.labels.first { $0.pairedWith == label }?.name
  }

  /// The box of a label's partner on the other side of the midline, and the partner; nil without one, and where left
  /// and right are not known.
  private func mirroredPlace(of label: String) -> (box: VoxelBox, partner: String)? {
    guard let partner = partner(of: label), let box = box(partner), let affine = facts.grid.affine,
      let midline = midline
    else { return nil }
    let corners = (0..<8).map { corner -> VoxelPoint in
      func at(_ axis: Int) -> Double { Double(corner >> axis & 1 == 0 ? box.first[axis] : box.last[axis]) }
      var point = affine.patient(VoxelPoint(at(0), at(1), at(2)))
      point.x = 2 * midline - point.x
      return affine.voxel(point)
    }
    func range(_ value: (VoxelPoint) -> Double, _ size: Int) -> (Int, Int) {
      let values = corners.map(value)
      func index(_ value: Double?) -> Int { min(size - 1, max(0, Int((value ?? 0).rounded()))) }
      return (index(values.min()), index(values.max()))
    }
    let size = facts.grid.size
    let (i, j, k) = (range(\.i, size.i), range(\.j, size.j), range(\.k, size.k))
    return (VoxelBox(first: VoxelIndex(i.0, j.0, k.0), last: VoxelIndex(i.1, j.1, k.1)), partner)
  }

  /// Where the midline lies, in mm to the right: in the middle of the structures of the spine, else between the two of
  /// each pair, else in the middle of the field of view.
  private var midline: Double? {
    guard let affine = facts.grid.affine else { return nil }
    func middle(_ label: String) -> Double? {
      box(label).map { box in
        affine.patient(
          VoxelPoint(
            Double(box.first.i + box.last.i) / 2, Double(box.first.j + box.last.j) / 2,
            Double(box.first.k + box.last.k) / 2)
        ).x
      }
    }
    let spine = facts.policy.column.map(\.label).compactMap(middle)
    if !spine.isEmpty { return spine.reduce(0, +) / Double(spine.count) }
    let pairs = facts.policy.labels.compactMap { label -> Double? in
      guard let other = label.pairedWith, let one = middle(label.name), let two = middle(other) else { return nil }
      return (one + two) / 2
    }
    if !pairs.isEmpty { return pairs.reduce(0, +) / Double(pairs.count) }
    let size = facts.grid.size
    return affine.patient(VoxelPoint(Double(size.i - 1) / 2, Double(size.j - 1) / 2, Double(size.k - 1) / 2)).x
  }

  private func unique(_ labels: [String]) -> [String] {
    labels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension VoxelBox {
  /// The box that a finding's place names; nil for anything else.
  init?(_ location: Location) {
    guard location.voxel.count == 2, let first = location.voxel.first, let last = location.voxel.last,
      first.count >= 2, last.count == first.count
    else { return nil }
    self.init(
      first: VoxelIndex(first[0], first[1], first.count > 2 ? first[2] : 0),
      last: VoxelIndex(last[0], last[1], last.count > 2 ? last[2] : 0))
  }
}
