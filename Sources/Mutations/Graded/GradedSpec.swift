package import Anatomy
internal import Geometry
internal import Numerics
package import Volume
internal import Wording

/// A fault as models make it, in words: a kind with a severity, such as `fragmented`, `wavy:severity=0.4` or
/// `image-leak:label=liver,severity=0.1..1`.
package struct GradedSpec: Sendable {
  package let kind: GradedFault
  /// As written.
  package let text: String
  /// The options' words, in the author's order.
  package let options: [(name: String, text: String)]
  private let label: String?
  private let severity: ClosedRange<Double>

  /// Severities from hardly visible to gross, as many mild as severe.
  package static let standard = 0.1...1.0

  /// The kinds that have a severity and no default form.
  package static let only: [GradedFault] = [.fragmented, .wavy, .imageLeak, .wrongCase, .combined, .blocky]

  /// Reads a spec; nil where its kind has no severity, or a default form that is meant.
  ///
  /// - Parameter severity: for specs that say none; nil: `standard` for kinds that have no default form.
  ///
  /// Throws a `.mistake` with what was probably meant.
  package init?(parsing text: String, severity wanted: ClosedRange<Double>?) throws(MutationError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0].filter { !$0.isWhitespace })
    guard let kind = GradedFault(rawValue: name) else { return nil }
    var options: [(name: String, text: String)] = []
    for option in parts.count > 1 ? parts[1].split(separator: ",", omittingEmptySubsequences: false) : [] {
      let sides = option.split(separator: "=", maxSplits: 1).map { side in
        String(side.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
      guard sides.count == 2 else {
        throw MutationError(
          .mistake, "\(name): “\(option)” is not of the form name=value, such as severity=0.4.")
      }
      options.append((sides[0], sides[1]))
    }
    let isGraded = Self.only.contains(kind) || wanted != nil || options.contains { $0.name == "severity" }
    guard isGraded else { return nil }
    var reader = MutationOptions(kind: name, given: options)
    label = reader.text("label")
    let written = reader.text("severity")
    try reader.finish()
    guard label == nil || kind.isOfStructures else {
      throw MutationError(.mistake, "\(name) is not about one structure; leave the label out.")
    }
    severity =
      try written.map { (text) throws(MutationError) in try Self.severity(text, of: name) } ?? wanted ?? Self.standard
    self.kind = kind
    self.text = text
    self.options = options
  }

  /// `0.4`, or a range `0.1..1` to draw from. Throws a `.mistake` for anything else.
  package static func severity(_ text: String, of name: String = "--severity") throws(MutationError)
    -> ClosedRange<Double>
  {
    let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
    // The ends of a range are parted by two dots, between which there is nothing.
    let gap = pieces.indices.dropFirst().first { $0 < pieces.count - 1 && pieces[$0].isEmpty }
    let ends = gap.map { [pieces[..<$0].joined(separator: "."), pieces[($0 + 1)...].joined(separator: ".")] } ?? [text]
    let numbers = ends.compactMap { Double($0.filter { !$0.isWhitespace }) }
    guard numbers.count == ends.count, let low = numbers.first, let high = numbers.last, low <= high, low >= 0.01,
      high <= 1
    else {
      throw MutationError(
        .mistake, "\(name): a severity is a number from 0.01 to 1, or a range such as 0.1..1; not “\(text)”.")
    }
    return low...high
  }

  package var fault: Fault { kind.fault }

  /// Makes the fault; a range of severities is drawn from log-uniformly.
  ///
  /// - Parameters:
  ///   - image: what `image-leak` follows.
  ///   - other: another case's masks on a grid of the same size, for `wrong-case`.
  ///
  /// Throws a `.notApplicable` where it cannot be made.
  package func apply(
    to segmentation: Segmentation, image: IntensityVolume?, other: Segmentation?, seed: UInt64
  ) throws(MutationError) -> Mutated {
    if let label { _ = try segmentation.place(of: label) }
    if kind == .imageLeak, image?.grid.size != segmentation.grid.size {
      throw .notApplicable(
        image == nil
          ? "image-leak follows an image; give one (--image)." : "the image has another size than the masks.")
    }
    if kind == .wrongCase, other?.grid.size != segmentation.grid.size {
      throw .notApplicable(
        other == nil
          ? "wrong-case takes another case's masks; give them (--other)."
          : "the other case's masks have another size than these.")
    }
    var random = SplitMix64(seed: seed)
    let drawn = severity.lowerBound * power(severity.upperBound / severity.lowerBound, random.unit())
    // A start in a corner may have no room.
    var made: Segmentation?
    for _ in 0..<8 where made == nil {
      made = kind.made(
        in: segmentation, image: image, other: other, severity: drawn, label: label, seed: random.next())
    }
    guard let made else {
      throw .notApplicable("\(kind.rawValue) cannot be made here: no structure is large enough, or has room for it.")
    }
    let changed = segmentation.ownPlaces.filter { place in
      made.ownPlaces.contains(place) && made[place].runs != segmentation[place].runs
    }
    guard !changed.isEmpty else { throw .notApplicable("\(kind.rawValue) of so little changes no voxel.") }
    let labels = changed.map(segmentation.label)
    return Mutated(
      kind.fault, labels, from: segmentation, to: made, seed: seed,
      [MutationParameter("severity", (drawn * 1e4).rounded() / 1e4)],
      "\(listed(labels, atMost: 4)): \(kind.words), severity \(Significant.text(drawn, digits: 2)).")
  }
}

extension GradedFault {
  /// Whether it is made in one structure, which may be named.
  package var isOfStructures: Bool { Self.ofStructures.contains(self) || self == .combined }

  /// What it does, in a few words.
  package var words: String {
    switch self {
    case .fragmented: "specks and pinholes along the boundary"
    case .wavy: "the boundary moves in and out in waves"
    case .imageLeak: "runs out into what looks like it in the image"
    case .wrongCase: "the mask of another case"
    case .blocky: "made of blocks, as of a coarser grid"
    case .combined: "two faults at once"
    case .overSegmented: "grown"
    case .underSegmented: "shrunk"
    case .shifted: "shifted"
    case .missingPart: "cut off by a plane"
    case .island: "an island"
    case .hole: "a hole"
    case .leak: "a tongue grows out of it"
    case .jagged: "a ragged surface"
    case .labelsSwapped: "labels exchanged"
    case .labelsMerged: "labels merged"
    case .sidesSwapped: "sides exchanged"
    case .mirrored: "mirrored"
    case .missingSlices: "slices missing"
    }
  }
}

extension Mutated {
  /// How far the surface moved: between the structure of the lowest Dice coefficient as it was and as it is, mean of
  /// both directions and 95th percentile of both pooled (`SurfaceDistances`), in mm, in pixels without spacing.
  package struct SurfaceShift: Hashable, Sendable {
    package let label: String
    package let mean: Double
    package let percentile95: Double
  }

  /// Nil where a structure is empty, or the grid is another. Cost: a distance transform.
  package func surfaceShift(from old: Segmentation) -> SurfaceShift? {
    guard old.grid == segmentation.grid else { return nil }
    let after = Dictionary(segmentation.structures.map { ($0.value, $0.runs) }) { first, _ in first }
    let pairs = old.ownPlaces.filter { labels.contains(old.label($0)) }.map { place in
      (label: old.label(place), before: old[place].runs, after: after[old[place].value] ?? Runs())
    }
    guard let worst = pairs.min(by: { $0.before.dice($0.after) < $1.before.dice($1.after) }) else { return nil }
    let both = Segmentation(
      grid: old.grid,
      structures: [
        Structure(value: 1, name: nil, runs: worst.before), Structure(value: 2, name: nil, runs: worst.after),
      ])
    guard let distances = Scene(segmentation: both)[SurfaceDistances(0, 1)] else { return nil }
    return SurfaceShift(
      label: worst.label, mean: distances.averageSymmetric, percentile95: distances.hausdorff95)
  }
}
