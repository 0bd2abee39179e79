internal import Volume

/// Where an NRRD's voxels lie: its space, origin and directions, turned into RAS mm.
///
/// Named anatomical spaces of three dimensions give an affine; other spaces (`3D-right-handed`, `scanner-xyz`, a bare
/// space dimension) give lengths only, since nothing tells where the patient's left is.
struct NRRDSpace {
  /// What the coordinates of the space are multiplied with to be RAS; nil when left and right are unknown.
  private let signs: SIMD3<Double>?
  /// Millimetres per unit of the space.
  private let unit: Double
  private let origin: [Double]?
  /// The distance between samples of each axis in mm, where the header has no directions; nil for an axis without one.
  private let spacings: [Double?]
  /// Millimetres per unit of those distances.
  private let scale: Double

  init(_ text: NRRDText) throws {
    signs = try Self.signs(text.field("space"))
    unit = try Self.millimetres(text.field("space units"))
    let origins = try text.field("space origin").map(NRRDVectors.parse) ?? []
    guard origins.count <= 1 else {
      throw ReadError(code: .damaged, message: "the header gives \(origins.count) space origins; a space has one.")
    }
    origin = origins.first ?? nil
    let lengths = (text.words("spacings") ?? []).map { NRRDVectors.number($0) }
    guard !lengths.contains(where: { $0 == nil }) else {
      throw ReadError(
        code: .damaged,
        message: "the header's spacings “\((text.field("spacings") ?? "").prefix(60))” are not all numbers.")
    }
    let scale = try Self.millimetres(text.field("units"))
    self.scale = scale
    spacings = lengths.map { $0.flatMap { $0.isFinite && $0 != 0 ? abs($0) * scale : nil } }
  }

  /// The grid of the axes of space, and notes on what had to be assumed. Throws `.damaged` when directions span no
  /// space.
  func grid(of axes: NRRDAxes) throws -> (grid: Grid, notes: [String]) {
    let size = try axes.size()
    guard !axes.directions.isEmpty, axes.directions.contains(where: { $0 != nil }) else {
      return (Grid(size: size, spacing: try spacing(of: axes)), [])
    }
    let vectors = axes.spatial.compactMap { axes.directions[$0] }
    guard vectors.count == axes.spatial.count, Set(vectors.map(\.count)).count == 1, vectors[0].count <= 3,
      origin.map({ $0.count == vectors[0].count }) ?? true
    else {
      throw ReadError(
        code: .damaged,
        message:
          "the header's space directions and space origin differ in their number of dimensions, or have more than three."
      )
    }
    guard let signs, vectors[0].count == 3, vectors.count > 1 else {
      let lengths = vectors.map { vector in vector.reduce(0) { $0 + $1 * $1 }.squareRoot() * unit }
      guard lengths.allSatisfy({ $0.isFinite && $0 > 0 }) else { throw Self.singular }
      return (Grid(size: size, spacing: Self.padded(lengths)), [])
    }
    let place = origin ?? [0, 0, 0]
    var columns = vectors.map { SIMD3($0[0], $0[1], $0[2]) * signs * unit }
    // A single slice says nothing of its thickness: a step of 1 mm along its normal keeps the transform invertible.
    if columns.count == 2 { columns.append(Self.normal(columns[0], columns[1])) }
    let affine = Affine(columns: columns, origin: SIMD3(place[0], place[1], place[2]) * signs * unit)
    let scale = affine.spacing.x * affine.spacing.y * affine.spacing.z
    let numbers = columns + [affine.origin]
    guard numbers.allSatisfy({ v in (0..<3).allSatisfy { v[$0].isFinite } }), scale.isFinite, scale > 0,
      abs(affine.determinant) > 1e-6 * scale
    else { throw Self.singular }
    let notes = origin == nil ? ["The header gives no space origin; positions in mm count from the first voxel."] : []
    return (Grid(size: size, affine: affine), notes)
  }

  /// The share of a length by which `spacings` may differ from the space directions.
  private static let lengthTolerance = 0.001

  /// Where spacings differ from the space directions that stand beside them, and units that are not millimetres: other
  /// readers take both as they come.
  func discrepancies(of grid: Grid, axes: NRRDAxes) throws -> [HeaderDiscrepancy] {
    guard let lengths = grid.spacing else { return [] }
    let used = axes.spatial.indices.map { lengths[$0] }
    var found: [HeaderDiscrepancy] = []
    let hasDirections = axes.directions.contains { $0 != nil }
    if hasDirections, spacings.count == axes.sizes.count {
      let stated = axes.spatial.map { spacings[$0] }
      let differ = zip(stated, used).contains { stated, used in
        stated.map { abs($0 - used) > Self.lengthTolerance * used } ?? false
      }
      if differ {
        found.append(
          HeaderDiscrepancy(
            .spacing(
              .init(field: "spacings", stated: stated.map { $0 ?? .nan }, taken: "space directions", used: used))))
      }
    }
    let (field, factor) = hasDirections ? ("space units", unit) : ("units", scale)
    if factor != 1 {
      found.append(
        HeaderDiscrepancy(
          .units(.init(field: field, name: Self.names[factor], millimetres: factor, spacing: used))))
    }
    return found
  }

  private static let names: [Double: String] = [10: "centimetres", 1000: "metres", 1e-3: "micrometres"]

  /// Lengths alone; nil when one of them is missing.
  private func spacing(of axes: NRRDAxes) throws -> SIMD3<Double>? {
    guard spacings.isEmpty || spacings.count == axes.sizes.count else {
      throw ReadError(
        code: .damaged, message: "the header gives \(spacings.count) spacings for \(axes.sizes.count) dimensions.")
    }
    guard !spacings.isEmpty else { return nil }
    let known = axes.spatial.compactMap { spacings[$0] }
    return known.count == axes.spatial.count ? Self.padded(known) : nil
  }

  private static func padded(_ lengths: [Double]) -> SIMD3<Double> {
    let all = lengths + [1, 1]
    return SIMD3(all[0], all[1], all[2])
  }

  private static func normal(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    let n = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    return n / (n * n).sum().squareRoot()
  }

  private static var singular: ReadError {
    ReadError(
      code: .damaged,
      message: "the header's space directions are no invertible transform, so positions in the patient are undefined.")
  }

  private static func signs(_ name: String?) throws -> SIMD3<Double>? {
    switch name?.lowercased() {
    case "right-anterior-superior", "ras": return SIMD3(1, 1, 1)
    case "left-anterior-superior", "las": return SIMD3(-1, 1, 1)
    case "left-posterior-superior", "lps": return SIMD3(-1, -1, 1)
    case nil, "scanner-xyz", "3d-right-handed", "3d-left-handed": return nil
    case "right-anterior-superior-time", "rast", "left-anterior-superior-time", "last", "left-posterior-superior-time",
      "lpst", "scanner-xyz-time", "3d-right-handed-time", "3d-left-handed-time":
      throw ReadError(
        code: .notAMask, message: "the header's space has time as its fourth dimension; save one volume per file.")
    default:
      throw ReadError(
        code: .damaged, message: "the header names the space “\((name ?? "").prefix(40))”, which NRRD does not define.")
    }
  }

  /// From quoted units such as `"mm" "mm" "mm"`. Units that are no lengths count as millimetres, as other readers take
  /// them.
  private static func millimetres(_ text: String?) throws -> Double {
    let words = (text ?? "").split { $0 == "\"" || $0.isWhitespace }.map { $0.lowercased() }
    let known: [String: Double] = [
      "mm": 1, "millimeter": 1, "millimeters": 1, "millimetre": 1, "millimetres": 1, "cm": 10, "m": 1000, "um": 1e-3,
      "µm": 1e-3, "μm": 1e-3,
    ]
    let factors = Set(words.compactMap { known[$0] })
    guard factors.count <= 1 else {
      throw ReadError(code: .unsupported, message: "the header's axes have different units of length; save it in mm.")
    }
    return factors.first ?? 1
  }
}
