internal import Anatomy
internal import Numerics
internal import Volume

/// A mid-sagittal plane `x = a + b y + c z` from centroids, as the most probable one under these assumptions:
///
/// - Midpoints of left/right pairs, and midline structures, lie on it, up to a tenth of the pairs' median distance
///   (without pairs 10 mm).
/// - From left to right member a pair points along the normal, up to 0.15 of its length: paired organs stand at unlike
///   heights.
/// - The patient lies straight, up to 10°. This decides where the structures say little, such as a single pair.
///
/// Fitted by least squares, reweighted after Cauchy (Holland and Welsch 1977, Commun Stat 6:813), so that a displaced
/// structure counts little. Left and right exchanged in names make no difference. Cost: the centroids.
struct PlaneOfStructures {
  /// Midpoints and midline centroids.
  private var points: [SIMD3<Double>] = []
  /// From the left to the right member.
  private var spans: [SIMD3<Double>] = []
  private var midline = 0

  private static let pointError = 0.1
  private static let spanError = 0.15
  private static let tilt = 0.1763

  /// How much there is to go by: two for a pair, one for a midline structure.
  var evidence: Int { 2 * spans.count + midline }

  init(_ scene: Scene) {
    guard scene.grid.affine != nil else { return }
    for pair in scene[SidePairs()] {
      let name = StructureName(scene.segmentation[pair.left].name ?? "")
      guard !name.isUneven, let left = scene[FramePoint(structure: pair.left)],
        let right = scene[FramePoint(structure: pair.right)], Self.length(right - left) > LinearCoordinate.slack
      else { continue }
      points.append((left + right) / 2)
      spans.append(right - left)
    }
    for structure in scene.present {
      let name = StructureName(scene.segmentation[structure].name ?? "")
      guard name.isMedial, let point = scene[FramePoint(structure: structure)] else { continue }
      points.append(point)
      midline += 1
    }
  }

  private static func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }

  /// Nil without any structures to fit.
  var plane: MidSagittalPlane.Plane? {
    guard !points.isEmpty else { return nil }
    let centre = points.reduce(SIMD3<Double>.zero, +) / Double(points.count)
    let separation = spans.isEmpty ? 100 : middle(of: spans.map(Self.length))
    let equations = equations(around: centre, error: Self.pointError * separation)
    var solution = SIMD3(middle(of: points.map { $0.x - centre.x }), 0, 0)
    for _ in 0..<50 {
      var system = NormalEquations()
      for equation in equations {
        // Residuals beyond two errors lose weight; the prior keeps its own.
        let residual = equation.residual(solution) / 2
        system.add(equation, weight: equation.isPrior ? 1 : 1 / (1 + residual * residual))
      }
      guard let next = system.solution else { break }
      let change = Self.length(next - solution)
      solution = next
      if change < 1e-9 { break }
    }
    return MidSagittalPlane.Plane(
      point: PatientPoint(centre.x + solution.x, centre.y, centre.z), b: solution.y, c: solution.z, method: .structures,
      pairs: spans.count, midline: midline)
  }

  /// Equations in (a, b, c), each divided by its error.
  private func equations(around centre: SIMD3<Double>, error: Double) -> [Equation] {
    var equations: [Equation] = []
    for point in points {
      let p = point - centre
      equations.append(Equation(factors: SIMD3(1, p.y, p.z) / error, goal: p.x / error))
    }
    for span in spans {
      let unit = span / Self.length(span) / Self.spanError
      equations.append(Equation(factors: SIMD3(0, unit.x, 0), goal: -unit.y))
      equations.append(Equation(factors: SIMD3(0, 0, unit.x), goal: -unit.z))
    }
    equations.append(Equation(factors: SIMD3(0, 1 / Self.tilt, 0), goal: 0, isPrior: true))
    equations.append(Equation(factors: SIMD3(0, 0, 1 / Self.tilt), goal: 0, isPrior: true))
    return equations
  }
}

private struct Equation {
  let factors: SIMD3<Double>
  let goal: Double
  var isPrior = false

  func residual(_ x: SIMD3<Double>) -> Double { (factors * x).sum() - goal }
}

/// Least squares in three unknowns.
private struct NormalEquations {
  private var columns = [SIMD3<Double>](repeating: .zero, count: 3)
  private var right = SIMD3<Double>.zero

  mutating func add(_ equation: Equation, weight: Double) {
    for n in 0..<3 { columns[n] += equation.factors * equation.factors[n] * weight }
    right += equation.factors * equation.goal * weight
  }

  /// Nil when the equations leave something open.
  var solution: SIMD3<Double>? {
    let affine = Affine(columns: columns, origin: .zero)
    guard abs(affine.determinant) > 1e-12 else { return nil }
    let x = affine.voxel(PatientPoint(right.x, right.y, right.z))
    return SIMD3(x.i, x.j, x.k)
  }
}
