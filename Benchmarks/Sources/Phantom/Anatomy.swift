internal import Numerics

/// The shapes of the phantom, label by label: no real anatomy, but the mixture of sizes and forms that a whole-body
/// segmentation with a hundred structures has.
struct Anatomy {
  /// The shapes of label `n + 1`.
  private(set) var labels: [[Shape]] = []
  private let extent: SIMD3<Float>
  private var random: SplitMix64

  /// Inside a volume of `extent` mm.
  init(extent: SIMD3<Float>, seed: UInt64) {
    self.extent = extent
    random = SplitMix64(seed: seed)
    addOrgans(27)
    addVertebrae(26)
    addRibs(12)
    addVessels(10)
    addSmallStructures(17)
  }

  private mutating func addOrgans(_ count: Int) {
    let mean = extent.sum() / 3
    for _ in 0..<count {
      labels.append([.ellipsoid(centre: placeInBody(), radii: point(0.088, 0.206) * mean)])
    }
  }

  /// A column near the back, which the warp bends.
  private mutating func addVertebrae(_ count: Int) {
    let height = extent.z / Float(count)
    for n in 0..<count {
      let centre = SIMD3(extent.x / 2, extent.y * 0.72, height * (Float(n) + 0.5))
      labels.append([.ellipsoid(centre: centre, radii: SIMD3(24, 20, height * 0.62))])
    }
  }

  /// Pairs of arcs from the column round the sides to the front, falling on their way.
  private mutating func addRibs(_ pairs: Int) {
    for n in 0..<pairs {
      let z = extent.z * (0.15 + 0.75 * Float(n) / Float(pairs))
      for side: Float in [-1, 1] {
        let arc: [(x: Float, y: Float, fall: Float)] = [
          (0.05, 0.34, 0), (0.58, 0.38, 8), (0.5, -0.32, 26), (0.28, -0.25, 42),
        ]
        let curve = arc.map { SIMD3(extent.x * (0.5 + side * $0.x), extent.y * (0.5 + $0.y), z - $0.fall) }
        labels.append(Shape.tubes(along: curve, pieces: 24, radius: 5.5))
      }
    }
  }

  private mutating func addVessels(_ count: Int) {
    for _ in 0..<count {
      let curve = [placeInBody(), placeInBody(), placeInBody()]
      labels.append(Shape.tubes(along: curve, pieces: 20, radius: Float(random.real(4, 9))))
    }
  }

  private mutating func addSmallStructures(_ count: Int) {
    for _ in 0..<count { labels.append([.ellipsoid(centre: placeInBody(), radii: point(8, 22))]) }
  }

  private mutating func point(_ low: Double, _ high: Double) -> SIMD3<Float> {
    let (x, y, z) = (random.real(low, high), random.real(low, high), random.real(low, high))
    return SIMD3(Float(x), Float(y), Float(z))
  }

  /// A random place in an upright cylinder of elliptical section.
  private mutating func placeInBody() -> SIMD3<Float> {
    while true {
      let p = point(-1, 1)
      if p.x * p.x + p.y * p.y < 0.75 { return extent * (SIMD3(0.42, 0.34, 0.5) * p + 0.5) }
    }
  }
}
