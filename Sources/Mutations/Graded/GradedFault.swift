package import Anatomy
internal import Geometry
package import Numerics
package import Volume

/// Faults as models make them, each at any severity: what cards learn from where nobody has rejected enough masks.
///
/// Unlike the mutations of policies' tests, which make one fault that a person would notice, these go from hardly
/// visible to gross, come in many pieces, and follow the image where there is one.
package enum GradedFault: String, CaseIterable, Hashable, Sendable {
  /// Specks and pinholes along the boundary.
  case fragmented
  /// The boundary moves in and out in waves.
  case wavy
  /// Growth from a place of the boundary into what looks like the structure.
  case imageLeak = "image-leak"
  /// The mask of another case.
  case wrongCase = "wrong-case"
  /// Made of blocks, as of a coarser grid.
  case blocky
  case overSegmented = "over-segmented"
  case underSegmented = "under-segmented"
  case shifted
  /// Cut off by a plane.
  case missingPart = "missing-part"
  case island
  case hole
  case leak
  case jagged
  /// Two of these after one another.
  case combined
  case labelsSwapped = "labels-swapped"
  case labelsMerged = "labels-merged"
  case sidesSwapped = "sides-swapped"
  case mirrored
  case missingSlices = "missing-slices"

  /// What people call it.
  package var fault: Fault {
    switch self {
    case .fragmented: .island
    case .wavy, .blocky, .jagged, .combined: .jagged
    case .imageLeak, .leak: .leak
    case .wrongCase: .wrongStructure
    case .overSegmented: .overSegmented
    case .underSegmented: .underSegmented
    case .shifted: .shifted
    case .missingPart: .missingPart
    case .island: .island
    case .hole: .hole
    case .labelsSwapped: .labelsSwapped
    case .labelsMerged: .labelsMerged
    case .sidesSwapped: .sidesSwapped
    case .mirrored: .mirrored
    case .missingSlices: .missingSlices
    }
  }

  /// The faults that can be made of single structures.
  static let ofStructures: [GradedFault] = [
    .fragmented, .wavy, .imageLeak, .blocky, .overSegmented, .underSegmented, .shifted, .missingPart, .island, .hole,
    .leak, .jagged,
  ]

  /// A severity from 0.1 to 1, as many from 0.1 to 0.2 as from 0.5 to 1.
  package static func severity(_ random: inout SplitMix64) -> Double { power(10, random.unit() - 1) }

  /// The export with the fault, and the label that it is about; nil where it cannot be made.
  ///
  /// - Parameters:
  ///   - image: what `image-leak` follows.
  ///   - other: another case's masks on a grid of the same size.
  ///   - severity: 0…1.
  ///   - label: the structure to spoil; nil: one by chance.
  package func made(
    in segmentation: Segmentation, image: IntensityVolume?, other: Segmentation?, severity: Double,
    label: String? = nil, seed: UInt64
  ) -> Segmentation? {
    var random = SplitMix64(seed: seed)
    do throws(MutationError) {
      return try made(in: segmentation, image: image, other: other, severity: severity, label: label, random: &random)
    } catch {
      return nil
    }
  }

  private func made(
    in segmentation: Segmentation, image: IntensityVolume?, other: Segmentation?, severity: Double,
    label wanted: String?,
    random: inout SplitMix64
  ) throws(MutationError) -> Segmentation? {
    switch self {
    case .wrongCase:
      guard let other, other.grid.size == segmentation.grid.size else { return nil }
      let values = Dictionary(other.structures.map { ($0.value, $0.runs) }) { first, _ in first }
      var runs: [StructurePlace: Runs] = [:]
      for (place, structure) in segmentation.placed { runs[place] = values[structure.value] ?? Runs() }
      return segmentation.replacing(runs)
    case .combined:
      let (a, b) = (
        Self.ofStructures[random.index(below: Self.ofStructures.count)],
        Self.ofStructures[random.index(below: Self.ofStructures.count)]
      )
      guard
        let first = try a.made(
          in: segmentation, image: image, other: other, severity: severity, label: wanted, random: &random)
      else { return nil }
      return try b.made(in: first, image: image, other: other, severity: severity, label: wanted, random: &random)
        ?? first
    case .labelsSwapped, .labelsMerged, .sidesSwapped, .mirrored, .missingSlices:
      guard let kind = MutationCatalogue.kind(named: fault.rawValue),
        segmentation.filled.count > 1 || self == .mirrored || self == .missingSlices
      else { return nil }
      if self == .missingSlices, segmentation.grid.dimensions == 2 { return nil }
      return try MutationSpec(kind, []).apply(to: segmentation, seed: random.next()).segmentation
    case .leak, .jagged:
      guard let kind = MutationCatalogue.kind(named: fault.rawValue),
        let label = wanted ?? Self.label(segmentation, &random)
      else { return nil }
      let share = self == .leak ? ("share", "\(100 * severity) %") : ("by", "\(40 * severity) %")
      return try MutationSpec(kind, [("label", label), share]).apply(to: segmentation, seed: random.next())
        .segmentation
    default:
      guard let label = wanted ?? Self.label(segmentation, &random) else { return nil }
      let subject = try Subject(label, in: segmentation)
      guard let runs = try changed(subject, image: image, severity: severity, random: &random), runs != subject.runs
      else { return nil }
      return subject.with(runs, takesOver: !segmentation.hasOverlaps)
    }
  }

  /// One of the structures with voxels enough to be spoilt.
  private static func label(_ segmentation: Segmentation, _ random: inout SplitMix64) -> String? {
    let places = segmentation.filled.filter { segmentation[$0].runs.voxelCount >= 12 }
    return places.isEmpty ? nil : segmentation.label(places[random.index(below: places.count)])
  }

  /// The structure's voxels with the fault.
  private func changed(
    _ subject: Subject, image: IntensityVolume?, severity: Double, random: inout SplitMix64
  ) throws(MutationError) -> Runs? {
    let (grid, radius) = (subject.grid, subject.radius)
    switch self {
    case .fragmented:
      let reach = max(radius * severity, grid.longestEdge)
      let field = try SignedField(subject, reach: reach)
      let fine = ValueNoise(seed: random.next(), length: radius * (0.03 + 0.07 * random.unit()), on: grid)
      let share = 0.15 + 0.35 * severity
      return field.runs { place, distance in
        if abs(distance) > reach { return distance > 0 }
        let noise = fine.value(at: field.mask.index(place))
        // Thinner the farther from the boundary.
        let threshold = 1 - share * (1 - abs(distance) / reach)
        return distance > 0 ? noise < threshold : -noise > threshold
      }
    case .wavy:
      let depth = radius * severity * 0.7
      let field = try SignedField(subject, reach: depth)
      let noise = ValueNoise(seed: random.next(), length: radius * (0.2 + 0.8 * random.unit()), on: grid)
      return field.runs { place, distance in
        abs(distance) > depth ? distance > 0 : distance + depth * noise.value(at: field.mask.index(place)) > 0
      }
    case .blocky:
      let edge = max(radius * severity * 0.9, 2 * grid.shortestEdge)
      return try blocky(subject, edge: edge, random: &random)
    case .overSegmented:
      let by = max(radius * severity * 0.6, grid.shortestEdge)
      let field = try SignedField(subject, reach: by)
      return field.runs { _, distance in distance > -by }
    case .underSegmented:
      let field = try SignedField(subject, reach: 0)
      let by = min(max(radius * severity * 0.6, grid.shortestEdge), 0.8 * field.deepest)
      return field.runs { _, distance in distance > by }
    case .shifted:
      let angle = direction(2 * .pi * random.unit())
      let by = radius * severity * 1.2
      let steps = VoxelIndex(
        Int((by * angle.x / grid.lengths.x).rounded()), Int((by * angle.y / grid.lengths.y).rounded()), 0)
      return subject.runs.moved(by: steps, from: grid, to: grid.size)
    case .missingPart:
      if random.unit() < 0.5 { return try bitten(subject, severity: severity, random: &random) }
      return try cut(subject, share: min(0.7 * severity, 0.7), random: &random)
    case .island, .hole:
      return try spotted(subject, severity: severity, random: &random)
    case .imageLeak:
      guard let image, image.grid.size == grid.size else { return nil }
      return try leaked(subject, image, share: severity, random: &random)
    default: return nil
    }
  }

  private func blocky(
    _ subject: Subject, edge: Double, random: inout SplitMix64
  ) throws(MutationError) -> Runs {
    let grid = subject.grid
    let window = try subject.window(around: edge)
    let mask = DenseMask(subject.runs, on: grid, from: window.first, to: window.last)
    let steps = (0..<3).map { max(1, Int((edge / grid.lengths[$0]).rounded())) }
    func block(_ at: VoxelIndex) -> VoxelIndex { VoxelIndex(at.i / steps[0], at.j / steps[1], at.k / steps[2]) }
    var counts: [VoxelIndex: (inside: Int, all: Int)] = [:]
    for place in mask.isInside.indices where mask.isInGrid(place, grid) {
      let key = block(mask.index(place))
      counts[key, default: (0, 0)].all += 1
      if mask.isInside[place] { counts[key, default: (0, 0)].inside += 1 }
    }
    return mask.runs(on: grid) { place in
      let count = counts[block(mask.index(place))] ?? (0, 1)
      return 2 * count.inside > count.all
    }
  }

  private func cut(_ subject: Subject, share: Double, random: inout SplitMix64) throws(MutationError) -> Runs {
    let grid = subject.grid
    let along: SIMD3<Double>
    if grid.dimensions == 3, random.unit() < 0.5 {
      along = SIMD3(0, 0, random.unit() < 0.5 ? 1 : -1)
    } else {
      let angle = direction(2 * .pi * random.unit())
      along = SIMD3(angle.x, angle.y, 0)
    }
    let window = try subject.window(around: 0)
    let mask = DenseMask(subject.runs, on: grid, from: window.first, to: window.last)
    func depth(_ place: Int) -> Double {
      let at = mask.index(place)
      return (SIMD3(Double(at.i), Double(at.j), Double(at.k)) * grid.lengths * along).sum()
    }
    let depths = mask.isInside.indices.filter { mask.isInside[$0] }.map(depth).sorted()
    let limit = depths[min(depths.count - 1, Int((1 - share) * Double(depths.count)))]
    return mask.runs(on: grid) { mask.isInside[$0] && depth($0) < limit }
  }

  private func spotted(
    _ subject: Subject, severity: Double, random: inout SplitMix64
  ) throws(MutationError) -> Runs {
    let (grid, radius) = (subject.grid, subject.radius)
    let field = try SignedField(subject, reach: 3 * radius)
    // A hole is enclosed, an island apart.
    let deep = 0.3 * field.deepest
    let wanted = field.mask.isInside.indices.filter { place in
      let distance = field.distance(place)
      return field.mask.isInGrid(place, grid)
        && (self == .hole ? distance > deep : distance < -2 * grid.longestEdge)
    }
    guard !wanted.isEmpty else { return subject.runs }
    var spots = Runs()
    for _ in 0...random.index(below: 3) {
      let centre = field.mask.index(wanted[random.index(below: wanted.count)])
      let size = max(radius * severity * (0.3 + 0.5 * random.unit()), grid.longestEdge)
      let spot = field.mask.runs(on: grid) { place in
        grid.squaredDistance(from: centre, to: field.mask.index(place)) < size * size
      }
      spots = spots.union(spot)
    }
    guard self == .hole else { return subject.runs.union(spots) }
    let rim = 1.5 * grid.shortestEdge
    return subject.runs.subtracting(spots.intersection(field.runs { _, distance in distance > rim }))
  }

  /// A bite out of the boundary.
  private func bitten(
    _ subject: Subject, severity: Double, random: inout SplitMix64
  ) throws(MutationError) -> Runs {
    let (grid, radius) = (subject.grid, subject.radius)
    let field = try SignedField(subject, reach: 0)
    guard !field.contour.isEmpty else { return subject.runs }
    let centre = field.mask.index(field.contour[random.index(below: field.contour.count)])
    let size = max(radius * (0.3 + 0.9 * severity), grid.longestEdge)
    return subject.runs.subtracting(
      field.mask.runs(on: grid) { place in
        grid.squaredDistance(from: centre, to: field.mask.index(place)) < size * size
      })
  }

  private func leaked(
    _ subject: Subject, _ image: IntensityVolume, share: Double, random: inout SplitMix64
  ) throws(MutationError) -> Runs {
    let (grid, radius) = (subject.grid, subject.radius)
    let field = try SignedField(subject, reach: 2 * radius)
    let contour = field.contour
    guard !contour.isEmpty else { return subject.runs }
    let start = field.mask.index(contour[random.index(below: contour.count)])
    func level(_ at: VoxelIndex) -> Double {
      let place = at.i + grid.size.i * (at.j + grid.size.j * at.k)
      return (0..<image.channels).reduce(0) { $0 + Double(image.values[place * image.channels + $1]) }
    }
    let inside = subject.runs.all.lazy.flatMap { run in
      (Int(run.start)..<Int(run.end)).map { VoxelIndex($0, Int(run.row) % grid.size.j, Int(run.row) / grid.size.j) }
    }.map(level)
    let count = Double(subject.voxels)
    let mean = inside.reduce(0, +) / count
    let spread = max((inside.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot(), 1e-6)
    var free = field.mask
    for place in free.isInside.indices { free.isInside[place] = !free.isInside[place] && free.isInGrid(place, grid) }
    let first = free.place(start.i - free.origin.i, start.j - free.origin.j, start.k - free.origin.k)
    free.isInside[first] = true
    var growth = RegionGrowth(in: free, on: grid)
    growth.grow(from: start, to: subject.count(share: share)) { at in
      abs(level(at) - mean) / spread + grid.squaredDistance(from: start, to: at).squareRoot() / radius
    }
    return subject.runs.union(growth.runs)
  }
}
