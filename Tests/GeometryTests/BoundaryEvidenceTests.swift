import Geometry
import GeometryTesting
import Testing
import Volume

/// Pictures whose edges are where a formula puts them.
@Suite struct `Boundary evidence in drawn pictures` {
  private static let radius = 40.0
  private static let centre = (80.0, 75.0)
  private static let grid = PictureScene.flat(160, 150)

  /// A disc of 40 pixels in the picture, and a contour drawn around its centre with another radius.
  private func scene(_ drawn: Double, spacing: SIMD3<Double>? = nil, noise: Float = 4) -> Scene {
    PictureScene.scene(
      PictureScene.flat(160, 150, spacing: spacing),
      mask: { PictureScene.distance($0, Self.centre.0, Self.centre.1) < drawn },
      image: PictureScene.disc(radius: Self.radius, at: Self.centre, noise: noise))
  }

  private func number(_ scene: Scene, _ number: BoundaryNumber) -> Double? {
    scene[BoundaryEvidence(structure: 0)]?[.luminance]?[number]
  }

  @Test func `a contour on the edge of a bright disc`() throws {
    let scene = scene(Self.radius)
    #expect(try #require(number(scene, .edgeSupport)) == 1)
    #expect(try #require(number(scene, .directionConsistency)) == 1)
    #expect(try #require(number(scene, .edgeStrength)) > 20)
    #expect(try #require(number(scene, .weakestSector)) > 15)
    #expect(abs(try #require(number(scene, .edgeOffset))) < 0.01)
    #expect(try #require(number(scene, .ringSeparability)) > 0.999)
    #expect(try #require(number(scene, .ringOverlap)) < 0.02)
    #expect(try #require(number(scene, .surroundingsScore)) > 5)
    // 150 levels apart, over the whole picture's SD: p (1 - p) 150² for the disc's share p of the picture, and the
    // noise's.
    let share = Double.pi * 1600 / (160 * 150)
    let deviation = (share * (1 - share) * 150 * 150 + 16.0 / 3).squareRoot()
    #expect(abs(try #require(number(scene, .ringContrast)) - 150 / deviation) < 0.1)
  }

  /// Too small is positive, too large negative, as far as the ring width (a quarter of the radius) reaches.
  @Test(arguments: [-8.0, -5, -3, -2, -1, 0, 1, 2, 3, 5, 7])
  func `a contour some pixels off tells by how many, and in which direction`(off: Double) throws {
    let drawn = Self.radius - off
    let scene = scene(drawn)
    let length = try #require(number(scene, .edgeOffsetLength))
    #expect(abs(length - off) < 0.4, "\(length)")
    #expect(abs(try #require(number(scene, .edgeOffset)) - off / drawn) < 0.4 / drawn)
  }

  @Test func `lengths are in millimetres where the spacing is known, ratios are the same`() throws {
    let (pixels, millimetres) = (scene(37), scene(37, spacing: SIMD3(0.5, 0.5, 1)))
    let (a, b) = (try #require(number(pixels, .edgeOffsetLength)), try #require(number(millimetres, .edgeOffsetLength)))
    #expect(abs(a / 2 - b) < 1e-6)
    for field in BoundaryNumber.allCases where field != .edgeOffsetLength {
      #expect(abs((number(pixels, field) ?? -9) - (number(millimetres, field) ?? -9)) < 1e-6, "\(field)")
    }
  }

  /// An ellipse in pixels that is a disc in millimetres.
  @Test(arguments: [-3.0, 0, 3])
  func `pixels that are three times as long in one direction`(off: Double) throws {
    let grid = PictureScene.flat(180, 60, spacing: SIMD3(1, 3, 1))
    func distance(_ v: VoxelIndex) -> Double {
      let (x, y) = (Double(v.i) - 90, 3 * (Double(v.j) - 30))
      return (x * x + y * y).squareRoot()
    }
    let scene = PictureScene.scene(
      grid, mask: { distance($0) < 50 - off },
      image: { v in
        let covered = Float(min(max((50 - distance(v)) / 3 + 0.5, 0), 1))
        return 30 + 100 * covered + 2 * PictureScene.random(v)
      })
    #expect(abs(try #require(number(scene, .edgeOffsetLength)) - off) < 1)
    if off == 0 {
      #expect(try #require(number(scene, .edgeSupport)) > 0.97)
      #expect(try #require(number(scene, .directionConsistency)) > 0.97)
    }
  }

  @Test func `a contour that the image knows nothing of`() throws {
    // The disc is dark and bright in noise alone.
    let scene = PictureScene.scene(
      Self.grid, mask: { PictureScene.distance($0, 80, 75) < 40 }, image: { 100 + 20 * PictureScene.random($0) })
    #expect(abs(try #require(number(scene, .edgeSupport)) - 0.3) < 0.1)
    #expect(abs(try #require(number(scene, .edgeStrength)) - 1) < 0.25)
    #expect(abs(try #require(number(scene, .directionConsistency)) - 0.5) < 0.12)
    #expect(abs(try #require(number(scene, .ringSeparability)) - 0.5) < 0.05)
    #expect(abs(try #require(number(scene, .ringContrast))) < 0.2)
    #expect(abs(try #require(number(scene, .ringOverlap)) - 0.8) < 0.05)
    // Uniform noise, split in the middle: a quarter of the variance is left.
    #expect(abs(try #require(number(scene, .insideHomogeneity)) - 0.25) < 0.02)
    #expect(try #require(number(scene, .weakestSector)) < 0.6)
  }

  /// The picture's disc is cut off by a straight line through its centre; the contour goes all around.
  @Test func `half of the contour without an edge`() throws {
    let disc = PictureScene.disc(radius: Self.radius, at: Self.centre)
    let scene = PictureScene.scene(
      Self.grid, mask: { PictureScene.distance($0, Self.centre.0, Self.centre.1) < Self.radius },
      image: { $0.i < 80 ? disc($0) : 50 + 4 * PictureScene.random($0) })
    #expect(abs(try #require(number(scene, .edgeSupport)) - 0.6) < 0.1)
    #expect(abs(try #require(number(scene, .weakestSector))) < 0.5)
    #expect(try #require(number(scene, .edgeStrength)) > 5)
    // The mask is half bright, half dark: two classes explain nearly everything.
    #expect(try #require(number(scene, .insideHomogeneity)) < 0.01)
    let whole = self.scene(Self.radius)
    let (half, full) = (number(scene, .medianEdgeStrength), number(whole, .medianEdgeStrength))
    #expect(try #require(half) < 0.7 * (try #require(full)))
  }

  /// The mask leaks into a bright neighbour on one side.
  @Test func `a leak into a neighbour as bright as the structure`() throws {
    let disc = PictureScene.disc(radius: Self.radius, at: Self.centre)
    let scene = PictureScene.scene(
      Self.grid, mask: { PictureScene.distance($0, Self.centre.0, Self.centre.1) < Self.radius },
      image: { abs($0.j - 75) < 24 && $0.i > 80 ? 200 + 4 * PictureScene.random($0) : disc($0) })
    let sound = self.scene(Self.radius)
    for field in [BoundaryNumber.weakestSector, .edgeSupport, .ringContrast, .ringSeparability, .directionConsistency] {
      #expect(try #require(number(scene, field)) < (try #require(number(sound, field))), "\(field)")
    }
    #expect(try #require(number(scene, .ringOverlap)) > 0.05 + (try #require(number(sound, .ringOverlap))))
    #expect(try #require(number(scene, .weakestSector)) < 1)
    #expect(try #require(number(sound, .weakestSector)) > 15)
  }

  @Test func `a dark structure is as good as a bright one`() throws {
    let bright = scene(38)
    let dark = PictureScene.scene(
      Self.grid, mask: { PictureScene.distance($0, Self.centre.0, Self.centre.1) < 38 },
      image: { v in 250 - PictureScene.disc(radius: Self.radius, at: Self.centre)(v) })
    for field in [BoundaryNumber.edgeSupport, .edgeStrength, .directionConsistency, .weakestSector, .edgeOffset] {
      #expect(abs((number(bright, field) ?? -9) - (number(dark, field) ?? 9)) < 1e-3, "\(field)")
    }
    for field in [BoundaryNumber.ringContrast, .surroundingsScore] {
      #expect(abs((number(bright, field) ?? -9) + (number(dark, field) ?? 9)) < 1e-3, "\(field)")
    }
    #expect(abs((number(bright, .ringSeparability) ?? 0) + (number(dark, .ringSeparability) ?? 0) - 1) < 1e-6)
  }

  @Test func `another scale and offset of the image change nothing`() throws {
    let base = scene(37)
    let disc = PictureScene.disc(radius: Self.radius, at: Self.centre)
    let other = PictureScene.scene(
      Self.grid, mask: { PictureScene.distance($0, Self.centre.0, Self.centre.1) < 37 }, image: { 16 * disc($0) - 1024 }
    )
    for field in BoundaryNumber.allCases {
      let (a, b) = (try #require(number(base, field)), try #require(number(other, field)))
      #expect(abs(a - b) <= 1e-3 * max(1, abs(a)), "\(field): \(a), \(b)")
    }
  }

  /// Red and green of one luminance: only colour shows the edge.
  @Test func `an edge of colour alone`() throws {
    let all = VoxelScene.indices(Self.grid.size)
    let inside = { (v: VoxelIndex) in PictureScene.distance(v, 80, 75) < 40 }
    let values = all.flatMap { v -> [Float] in
      let noise = 3 * PictureScene.random(v)
      // 0.2126 · 170 + 0.7152 · 60 = 0.2126 · 80 + 0.7152 · 86.75
      return inside(v) ? [170 + noise, 60 + noise, 60 + noise] : [80 + noise, 86.75 + noise, 60 + noise]
    }
    let scene = Scene(
      segmentation: VoxelScene(grid: Self.grid, masks: [all.map(inside)]).scene.segmentation,
      image: IntensityVolume(grid: Self.grid, channels: 3, values: values.map { $0.rounded() }))
    let support = BoundaryMeasure(structure: 0, number: .edgeSupport).value(in: scene)
    #expect(support.channels == [.luminance, .labA, .labB])
    #expect(try #require(support.luminance) < 0.6)
    #expect(try #require(support[.labA]) > 0.95)
    let contrast = BoundaryMeasure(structure: 0, number: .ringContrast).value(in: scene)
    #expect(abs(try #require(contrast.luminance)) < 0.5)
    #expect(try #require(contrast[.labA]) > 1)
  }
}

@Suite struct `Boundary evidence in stacks` {
  /// A ball with a bright inside, in voxels that are longest along one axis; the contour is drawn some millimetres off.
  private func ball(_ spacing: SIMD3<Double>, off: Double, spoilt: ClosedRange<Int>? = nil) -> Scene {
    let size = SIMD3(80, 80, 80) / spacing
    let grid = Grid(
      size: VoxelIndex(Int(size.x), Int(size.y), Int(size.z)), affine: Affine(spacing: spacing))
    func distance(_ v: VoxelIndex) -> Double {
      let d = SIMD3(Double(v.i), Double(v.j), Double(v.k)) * spacing - SIMD3(40, 40, 40)
      return (d * d).sum().squareRoot()
    }
    return PictureScene.scene(
      grid, mask: { distance($0) < 26 - off },
      image: { v in
        let covered = Float(min(max(26 - distance(v) + 0.5, 0), 1))
        if let spoilt, spoilt.contains(v.k) { return 60 + 3 * PictureScene.random(v) }
        return 60 + 80 * covered + 3 * PictureScene.random(v)
      })
  }

  @Test(arguments: [SIMD3(1.0, 1, 4), SIMD3(4.0, 1, 1), SIMD3(1.0, 4, 1), SIMD3(2.0, 2, 2)], [-3.0, 0, 3])
  func `a ball, in slices across its longest voxel axis`(spacing: SIMD3<Double>, off: Double) throws {
    let scene = ball(spacing, off: off)
    let numbers = try #require(scene[BoundaryEvidence(structure: 0)]?[.luminance])
    let offset = try #require(numbers[.edgeOffsetLength])
    #expect(abs(offset - off) < 0.7, "\(offset)")
    if off == 0 {
      #expect(try #require(numbers[.edgeSupport]) > 0.95)
      #expect(try #require(numbers[.directionConsistency]) > 0.98)
      #expect(try #require(numbers[.ringSeparability]) > 0.95)
    }
    #expect(numbers.slices == Int((2 * (26 - off) / spacing.max()).rounded()) || numbers.slices % 2 == 1)
  }

  @Test func `the weakest slice is where the image has no edge`() throws {
    let scene = ball(SIMD3(1, 1, 4), off: 0, spoilt: 8...8)
    let numbers = try #require(scene[BoundaryEvidence(structure: 0)]?[.luminance])
    #expect(numbers.weakestSlice?.index == 8)
    #expect(try #require(numbers.weakestSlice?.numbers[.edgeSupport]) < 0.6)
    let boundary = try #require(WeakestSlice.entry.reported([0], in: scene)["boundary"])
    #expect(boundary["slice_axis"] == .text("k"))
    #expect(boundary["luminance"]?["weakest_slice"]?["index"] == .integer(8))
    #expect(boundary["luminance"]?["slices"] == .integer(numbers.slices))
    let support = EdgeSupport.entry.reported([0], in: scene)["boundary"]?["luminance"]?["edge_support"]
    #expect(support?.number == numbers[.edgeSupport])
  }

  @Test func `numbers of the slices are combined by the length of their contours`() throws {
    // Two slices: a large disc on its edge, a small one on nothing.
    let grid = Grid(size: VoxelIndex(120, 120, 2), affine: Affine(spacing: SIMD3(1, 1, 5)))
    let disc = PictureScene.disc(radius: 40, at: (60, 60))
    let mask = { (v: VoxelIndex) in PictureScene.distance(v, 60, 60) < (v.k == 0 ? 40 : 10) }
    let image = { (v: VoxelIndex) in v.k == 0 ? disc(v) : 50 + 4 * PictureScene.random(v) }
    let both = try #require(
      PictureScene.scene(grid, mask: mask, image: image)[BoundaryEvidence(structure: 0)]?[.luminance])
    func one(_ k: Int) throws -> BoundaryNumbers {
      let scene = PictureScene.scene(grid, mask: { $0.k == k && mask($0) }, image: image)
      return try #require(scene[BoundaryEvidence(structure: 0)]?[.luminance])
    }
    let (large, small) = (try one(0), try one(1))
    // Contours of discs drawn in voxels have the length of their boxes: 8 radii.
    for field in [BoundaryNumber.edgeSupport, .directionConsistency, .ringSeparability, .ringOverlap] {
      let (a, b) = (try #require(large[field]), try #require(small[field]))
      #expect(abs(try #require(both[field]) - (4 * a + b) / 5) < 0.01, "\(field)")
    }
  }
}

@Suite struct `Boundary evidence survives` {
  private func evidence(_ scene: Scene) -> BoundaryNumbers? { scene[BoundaryEvidence(structure: 0)]?[.luminance] }

  @Test func `an empty structure`() {
    let scene = PictureScene.scene(PictureScene.flat(9, 9), mask: { _ in false }, image: { Float($0.i) })
    #expect(scene[BoundaryEvidence(structure: 0)] == nil)
    #expect(BoundaryMeasure(structure: 0, number: .edgeSupport).value(in: scene).channels.isEmpty)
  }

  @Test(arguments: [PictureScene.flat(9, 9), PictureScene.flat(1, 1), Grid(size: VoxelIndex(5, 5, 5), spacing: nil)])
  func `a structure that fills the image: there is no contour`(grid: Grid) throws {
    let scene = PictureScene.scene(grid, mask: { _ in true }, image: { Float($0.i * $0.j) })
    let numbers = try #require(evidence(scene))
    for field in BoundaryNumber.allCases { #expect(numbers[field] == nil) }
    #expect(numbers.slices == 0 && numbers.weakestSlice == nil)
    let boundary = EdgeSupport.entry.reported([0], in: scene)["boundary"]
    #expect(boundary?["luminance"]?["edge_support"]?.isUndefined == true)
  }

  @Test(arguments: [VoxelIndex(4, 4, 0), VoxelIndex(0, 0, 0), VoxelIndex(8, 3, 0)])
  func `a single voxel`(at: VoxelIndex) throws {
    let scene = PictureScene.scene(
      PictureScene.flat(9, 9), mask: { $0 == at }, image: { $0 == at ? 9 : PictureScene.random($0) })
    let numbers = try #require(evidence(scene))
    #expect(numbers[.ringSeparability] == 1)
    #expect(numbers[.insideHomogeneity] == nil)
    #expect(numbers[.ringOverlap] == 0)
  }

  @Test func `a constant image: no support, and everything in units of nothing is undefined`() throws {
    let scene = PictureScene.scene(
      PictureScene.flat(40, 40), mask: { PictureScene.distance($0, 20, 20) < 9 }, image: { _ in 1000.1 })
    let numbers = try #require(evidence(scene))
    #expect(numbers[.edgeSupport] == 0)
    #expect(numbers[.ringSeparability] == 0.5)
    #expect(numbers[.ringOverlap] == 1)
    for field in [
      BoundaryNumber.edgeStrength, .medianEdgeStrength, .directionConsistency, .weakestSector, .edgeOffset,
      .edgeOffsetLength, .ringContrast, .insideHomogeneity, .surroundingsScore,
    ] {
      #expect(numbers[field] == nil, "\(field)")
    }
  }

  @Test func `voxels that are not finite: they are left out and counted`() throws {
    let grid = PictureScene.flat(160, 150)
    let disc = PictureScene.disc(radius: 40, at: (80, 75))
    let mask = { (v: VoxelIndex) in PictureScene.distance(v, 80, 75) < 40 }
    let sound = try #require(evidence(PictureScene.scene(grid, mask: mask, image: disc)))
    let scene = PictureScene.scene(
      grid, mask: mask, image: { v in (v.i * 31 + v.j * 17) % 97 == 0 ? (v.i % 2 == 0 ? .nan : .infinity) : disc(v) })
    let numbers = try #require(evidence(scene))
    #expect(sound.notFiniteShare == 0)
    #expect(abs(try #require(numbers.notFiniteShare) - 1.0 / 97) < 0.003)
    #expect(try #require(numbers[.edgeSupport]) > 0.97)
    #expect(abs(try #require(numbers[.edgeOffset])) < 0.02)
    for field in [BoundaryNumber.ringContrast, .ringSeparability, .ringOverlap, .edgeStrength, .surroundingsScore] {
      let (a, b) = (try #require(numbers[field]), try #require(sound[field]))
      #expect(abs(a - b) < 0.1 * max(1, abs(b)), "\(field): \(a), \(b)")
    }
  }

  @Test func `an image without a finite voxel`() throws {
    let scene = PictureScene.scene(
      PictureScene.flat(20, 20), mask: { PictureScene.distance($0, 10, 10) < 5 }, image: { _ in .nan })
    let numbers = try #require(evidence(scene))
    for field in BoundaryNumber.allCases { #expect(numbers[field] == nil, "\(field)") }
    #expect(numbers.notFiniteShare == 1)
  }

  /// What lies beyond the image is unknown: a structure cut off by its border is judged by the contour that is left.
  @Test func `a structure cut off by the image's border`() throws {
    let grid = PictureScene.flat(160, 75)
    let scene = PictureScene.scene(
      grid, mask: { PictureScene.distance($0, 80, 75) < 40 }, image: PictureScene.disc(radius: 40, at: (80, 75)))
    let numbers = try #require(evidence(scene))
    #expect(try #require(numbers[.edgeSupport]) > 0.97)
    #expect(try #require(numbers[.directionConsistency]) > 0.97)
    #expect(try #require(numbers[.weakestSector]) > 5)
  }

  @Test(arguments: 0..<40, [5, 50, 90])
  func `random masks on random images of any size`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let values = voxels.indices.map { v in
      seed % 4 == 3 && (v.i + v.j + v.k) % 5 == 0 ? Float.nan : PictureScene.random(v, salt: UInt64(seed)).rounded()
    }
    let scene = Scene(
      segmentation: voxels.scene.segmentation, image: IntensityVolume(grid: voxels.grid, values: values))
    for structure in voxels.masks.indices {
      guard let numbers = scene[BoundaryEvidence(structure: StructurePlace(structure))]?[.luminance] else {
        #expect(!voxels.masks[structure].contains(true))
        continue
      }
      for field in BoundaryNumber.allCases {
        if let value = numbers[field] { #expect(value.isFinite, "\(field)") }
      }
      for field in [
        BoundaryNumber.edgeSupport, .directionConsistency, .ringSeparability, .ringOverlap, .insideHomogeneity,
      ] {
        if let value = numbers[field] { #expect(value >= 0 && value <= 1, "\(field)") }
      }
    }
  }
}
