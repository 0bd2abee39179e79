import Formats
import TestSupport
import Testing
import Volume

/// Headers that can be read in two ways, and files that hold something else than their header promises.
@Suite struct `NIfTI headers that contradict themselves` {
  /// 2 × 2 × 4 mm, oblique about the first axis by an angle whose cosine is 0.8.
  private static let oblique: [[Double]] = [[2, 0, 0, -30], [0, 1.6, -2.4, 10], [0, 1.2, 3.2, 5]]
  /// The quaternion of that turn: sine and cosine of half the angle are √0.1 and √0.9.
  private static let half = 0.1.squareRoot()

  /// sform and qform of one place.
  private static func sound(_ change: (inout NIfTIBuilder) -> Void = { _ in }) -> NIfTIBuilder {
    NIfTIBuilder {
      $0.pixdim = [1, 2, 2, 4, 0, 0, 0, 0]
      $0.sform = oblique
      $0.qform = (1, half, 0, 0, [-30, 10, 5])
      change(&$0)
    }
  }

  private static func discrepancies(_ builder: NIfTIBuilder) throws -> [HeaderDiscrepancy.Readings] {
    let folder = try Scratch()
    let path = try folder.write(builder.bytes, to: "a.nii")
    let mask = try NIfTI.readMask(path: path).segmentation.discrepancies
    // An image's header and data say the same, and the header alone what does not need the data.
    #expect(try NIfTI.readImage(path: path).discrepancies == mask)
    let header = try NIfTI.readHeader(path: path).discrepancies
    #expect(header.allSatisfy { mask.contains($0) })
    #expect(mask.allSatisfy { $0.file == .mask })
    return mask.map(\.readings)
  }

  private static func transforms(_ readings: [HeaderDiscrepancy.Readings]) -> HeaderDiscrepancy.Transforms? {
    for case .transforms(let both) in readings { return both }
    return nil
  }

  @Test(arguments: [(1, false), (1, true), (2, false), (2, true)])
  func `sound headers have one reading`(version: Int, isBigEndian: Bool) throws {
    let builder = Self.sound {
      ($0.version, $0.isBigEndian) = (version, isBigEndian)
      $0.extensionText = "<a/>"
    }
    #expect(try Self.discrepancies(builder).isEmpty)
  }

  @Test(arguments: [(1, false), (1, true), (2, false), (2, true)])
  func `a qform elsewhere is told with both places`(version: Int, isBigEndian: Bool) throws {
    let found = try Self.discrepancies(
      Self.sound {
        ($0.version, $0.isBigEndian) = (version, isBigEndian)
        $0.qform?.offset[1] += 20
      })
    #expect(found.count == 1)
    let both = try #require(Self.transforms(found))
    #expect(both.voxel == VoxelIndex(0, 0, 0) && abs((both.apart ?? 0) - 20) < 1e-3)
    #expect(both.sform.origin == SIMD3(-30, 10, 5) && both.qform?.origin == SIMD3(-30, 30, 5))
  }

  @Test(arguments: [
    // A twentieth of a voxel of 2 mm is nothing, more is something.
    (0.09, false), (0.11, true),
  ])
  func `a shift beyond a twentieth of a voxel counts`(shift: Double, isTold: Bool) throws {
    let found = try Self.discrepancies(Self.sound { $0.qform?.offset[0] += shift })
    #expect((Self.transforms(found) != nil) == isTold)
  }

  @Test func `a shear that a qform cannot say is told at the far corner`() throws {
    let sheared = Self.sound {
      $0.sform = [[2, 0, 0, 0], [0, 2, 0.5, 0], [0, 0, 4, 0]]
      $0.pixdim = [1, 2, 2, 16.25.squareRoot(), 0, 0, 0, 0]
      $0.qform = (1, 0, 0, 0, [0, 0, 0])
    }
    let both = try #require(Self.transforms(try Self.discrepancies(sheared)))
    // The first voxel is in one place; the last slice is a step of half a millimetre further back.
    #expect(both.voxel.k == 1 && abs((both.apart ?? 0) - 0.5) < 0.05)
    // The sform alone is a sound header.
    #expect(
      try Self.discrepancies(
        NIfTIBuilder {
          $0.sform = sheared.sform
          $0.pixdim = sheared.pixdim
        }
      ).isEmpty)
  }

  @Test func `a qform turned by a degree is told`() throws {
    // Twenty voxels along each axis, so that the far corner moves by about a millimetre.
    let found = try Self.discrepancies(
      Self.sound {
        $0.dim = [3, 20, 20, 20, 1, 1, 1, 1]
        $0.values = [Double](repeating: 1, count: 8000)
        $0.qform?.b += 0.008
      })
    let both = try #require(Self.transforms(found))
    #expect(both.voxel != VoxelIndex(0, 0, 0) && (both.apart ?? 0) > 0.5)
  }

  /// Half turns with a slight tilt: single precision knows the first part of the quaternion to three digits only.
  @Test(arguments: [0.0, 1e-5, 1e-4, 3e-4, 1e-3, 0.01])
  func `rounding of quaternions is no contradiction`(tilt: Double) throws {
    // About an axis in the plane of y and z, by half a turn less a tilt; columns after the formula of Rodrigues.
    let a = tilt / 2
    let (b, c, d) = (0.0, (1 - a * a).squareRoot() * 0.6, (1 - a * a).squareRoot() * 0.8)
    let columns: [[Double]] = [
      [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
      [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
      [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b],
    ]
    let found = try Self.discrepancies(
      NIfTIBuilder {
        $0.dim = [3, 300, 300, 2, 1, 1, 1, 1]
        $0.values = [Double](repeating: 1, count: 180_000)
        $0.pixdim = [1, 0.7, 0.7, 1, 0, 0, 0, 0]
        let origin: [Double] = [-100, 40, 12]
        $0.sform = (0..<3).map { row -> [Double] in
          [columns[0][row] * 0.7, columns[1][row] * 0.7, columns[2][row], origin[row]]
        }
        $0.qform = (1, b, c, d, [-100, 40, 12])
      })
    #expect(found.isEmpty)
  }

  @Test func `mirror images are told as such`() throws {
    // The sign of pixdim[0] turns the third axis of the qform.
    let third = try Self.discrepancies(Self.sound { $0.pixdim[0] = -1 })
    #expect(third.contains(.handedness(isSformRightHanded: true)))
    #expect(Self.transforms(third) != nil)
    // An sform with its first axis reversed.
    let first = try Self.discrepancies(
      Self.sound { $0.sform = [[-2, 0, 0, -30], Self.oblique[1], Self.oblique[2]] })
    #expect(first.contains(.handedness(isSformRightHanded: false)))
    // Both reversed alike: left-handed, and one reading.
    let both = Self.sound {
      $0.sform = [[2, 0, 0, -30], [0, 1.6, 2.4, 10], [0, 1.2, -3.2, 5]]
      $0.pixdim[0] = -1
    }
    #expect(try Self.discrepancies(both).isEmpty)
  }

  @Test func `a code of 0 is no reading`() throws {
    let elsewhere: (inout NIfTIBuilder) -> Void = { $0.qform = (0, 0, 0, 0, [500, 500, 500]) }
    #expect(try Self.discrepancies(Self.sound(elsewhere)).isEmpty)
    // Without an sform the qform is the only one.
    #expect(try Self.discrepancies(Self.sound { $0.sform = nil }).isEmpty)
    #expect(
      try Self.discrepancies(
        NIfTIBuilder {
          $0.pixdim = [-1, 2, 2, 4, 0, 0, 0, 0]
          $0.units = 0
        }
      ).isEmpty)
  }

  @Test func `a qform that is no transform is told beside a sound sform`() throws {
    let both = try #require(Self.transforms(try Self.discrepancies(Self.sound { $0.qform?.b = .nan })))
    #expect(both.qform == nil && both.apart == nil)
  }

  @Test(
    arguments: [
      ([1, 1, 1, 1], [1, 1, 1]), ([1, 2, 2, 4.1], [2, 2, 4.1]), ([1, 2, -2, 4], [2, -2, 4]),
      ([1, 0, 2, 4], [0, 2, 4]),
      ([1, 2, 2, .nan], [2, 2, nil]),
    ] as [([Double], [Double?])])
  func `pixdim beside an sform is told with both lengths`(pixdim: [Double], stated: [Double?]) throws {
    let found = try Self.discrepancies(
      NIfTIBuilder {
        $0.sform = Self.oblique
        $0.pixdim = pixdim + [0, 0, 0, 0]
      })
    guard case .spacing(let lengths)? = found.first, found.count == 1 else {
      Issue.record("\(found)")
      return
    }
    #expect(lengths.field == "pixdim" && lengths.taken == "sform")
    for (a, b) in zip(lengths.used, [2.0, 2, 4]) { #expect(abs(a - b) < 1e-6) }
    for (a, b) in zip(lengths.stated, stated) { #expect(a.map { Float($0) } == b.map { Float($0) }) }
  }

  @Test func `pixdim within a thousandth is rounding`() throws {
    let found = try Self.discrepancies(
      NIfTIBuilder {
        $0.sform = Self.oblique
        $0.pixdim = [1, 2.0019, 1.9981, 4.003, 0, 0, 0, 0]
      })
    #expect(found.isEmpty)
  }

  @Test func `a negative length mirrors nothing and is told`() throws {
    for code in [0, 1] {
      let builder = NIfTIBuilder {
        $0.pixdim = [1, -2, 2, 4, 0, 0, 0, 0]
        $0.qform = (code, 0, 0, 0, [1, 2, 3])
      }
      let found = try Self.discrepancies(builder)
      guard case .spacing(let lengths)? = found.first, found.count == 1 else {
        Issue.record("\(found)")
        return
      }
      #expect(lengths.stated == [-2, 2, 4] && lengths.used == [2, 2, 4])
      let grid = try NIfTIBuilder.read(builder).grid
      #expect(grid.spacing == SIMD3(2, 2, 4))
      #expect(code == 0 || grid.affine?.columns[0] == SIMD3(2, 0, 0))
    }
  }

  @Test func `lengths beyond the header's axes say nothing`() throws {
    let flat = NIfTIBuilder {
      $0.dim = [2, 4, 3, 0, 0, 0, 0, 0]
      $0.pixdim = [1, 2, 2, 0, 0, 0, 0, 0]
      $0.sform = [[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 5, 0]]
      $0.values = Array(NIfTIBuilder.labels.prefix(12))
    }
    #expect(try Self.discrepancies(flat).isEmpty)
  }

  @Test(
    arguments: [
      (1, "metres", 1000.0), (3, "micrometres", 0.001), (1 | 8, "metres", 1000), (4, nil, 1), (7, nil, 1),
    ] as [(Int, String?, Double)])
  func `units that readers pass over are told`(code: Int, name: String?, millimetres: Double) throws {
    let found = try Self.discrepancies(Self.sound { $0.units = code })
    guard case .units(let unit)? = found.first, found.count == 1 else {
      Issue.record("\(found)")
      return
    }
    #expect(unit.name == name && unit.millimetres == millimetres)
    for (a, b) in zip(unit.spacing, [2.0, 2, 4]) { #expect(abs(a / millimetres - b) < 1e-6) }
  }

  @Test(arguments: [0, 2, 2 | 8, 8])
  func `unknown units are millimetres`(code: Int) throws {
    #expect(try Self.discrepancies(Self.sound { $0.units = code }).isEmpty)
  }

  @Test(arguments: NIfTIBuilder.Kind.allCases)
  func `bits per voxel must be those of the data type`(kind: NIfTIBuilder.Kind) throws {
    for version in [1, 2] {
      for (stated, isTold) in [(kind.bits, false), (kind.bits * 2, true), (0, true)] {
        let found = try Self.discrepancies(
          Self.sound {
            ($0.version, $0.kind, $0.bitpix) = (version, kind, stated)
          })
        #expect(found == (isTold ? [.datatype(code: kind.rawValue, bits: kind.bits, stated: stated)] : []))
      }
    }
  }

  @Test(arguments: [1, 5, 12, 30])
  func `data left over are counted`(left: Int) throws {
    let folder = try Scratch()
    let sound = Self.sound()
    let readings = HeaderDiscrepancy.Readings.dataLeftOver(promised: 24, left: left, slice: 12)
    let rest = [UInt8](repeating: 0, count: left)
    for (name, bytes) in [
      ("a.nii", sound.bytes + rest), ("b.nii.gz", StoredGzip.member(sound.bytes + rest)),
      // A second member is more of the same stream.
      ("c.nii.gz", StoredGzip.member(sound.bytes) + StoredGzip.member(rest)),
    ] {
      let path = try folder.write(bytes, to: name)
      #expect(try NIfTI.readMask(path: path).segmentation.discrepancies.map(\.readings) == [readings])
      #expect(try NIfTI.readImage(path: path).discrepancies.map(\.readings) == [readings])
    }
    // Zero bytes behind gzip data pad blocks of tape, and belong to no content.
    let padded = try folder.write(StoredGzip.member(sound.bytes) + rest, to: "d.nii.gz")
    #expect(try NIfTI.readMask(path: padded).segmentation.discrepancies.isEmpty)
  }

  @Test func `a size that was lowered leaves data over`() throws {
    let found = try Self.discrepancies(Self.sound { $0.dim[3] = 1 })
    #expect(found == [.dataLeftOver(promised: 12, left: 12, slice: 12)])
  }

  @Test func `a gap before the voxels is told, an extension is none`() throws {
    let folder = try Scratch()
    for text in [nil, "<a/>"] {
      let plain = Self.sound { $0.extensionText = text }
      let end = plain.bytes.count - 24
      var bytes = Self.sound {
        $0.extensionText = text
        $0.voxelOffset = Double(end + 32)
      }.bytes
      bytes.insert(contentsOf: [UInt8](repeating: 0, count: 32), at: end)
      let path = try folder.write(bytes, to: "a.nii")
      let mask = try NIfTI.readMask(path: path).segmentation
      #expect(mask.discrepancies.map(\.readings) == [.gap(end: end, first: end + 32)])
      #expect(NIfTIBuilder.runs(mask) == NIfTIBuilder.runs)
    }
  }

  @Test func `of a pair the voxels' file counts`() throws {
    let folder = try Scratch()
    let pair = Self.sound { $0.isPair = true }
    try folder.write(pair.bytes, to: "a.hdr")
    try folder.write(pair.data, to: "a.img")
    #expect(try NIfTI.readMask(path: folder.file("a.hdr")).segmentation.discrepancies.isEmpty)
    try folder.write(pair.data + [0, 0], to: "a.img")
    let left = try NIfTI.readMask(path: folder.file("a.img")).segmentation.discrepancies
    #expect(left.map(\.readings) == [.dataLeftOver(promised: 24, left: 2, slice: 12)])
    let late = Self.sound { ($0.isPair, $0.voxelOffset) = (true, 16) }
    try folder.write(late.bytes, to: "b.hdr")
    try folder.write([UInt8](repeating: 0, count: 16) + late.data, to: "b.img")
    let gap = try NIfTI.readMask(path: folder.file("b.hdr")).segmentation
    #expect(gap.discrepancies.map(\.readings) == [.gap(end: 0, first: 16)])
    #expect(NIfTIBuilder.runs(gap) == NIfTIBuilder.runs)
  }

  @Test func `what the program writes has one reading`() throws {
    let folder = try Scratch()
    for grid in [
      Grid(
        size: VoxelIndex(4, 3, 2),
        affine: Affine(columns: [SIMD3(-0.7, 0.1, 0), SIMD3(0.1, 0.7, 0), SIMD3(0, 0, 3)], origin: SIMD3(9, 8, 7))),
      Grid(
        size: VoxelIndex(4, 3, 2),
        affine: Affine(columns: [SIMD3(0.7, 0, 0), SIMD3(0, 0.7, 0.2), SIMD3(0, 0, 3)], origin: SIMD3(9, 8, 7))),
      Grid(size: VoxelIndex(4, 3, 2), spacing: SIMD3(1, 2, 3)), Grid(size: VoxelIndex(4, 3, 2), spacing: nil),
    ] {
      let written = Segmentation(
        grid: grid,
        structures: [Structure(value: 1, name: "liver", runs: Runs(merging: [Run(row: 1, start: 0, end: 3)]))])
      try NIfTIWriter.write(written, to: folder.file("a.nii.gz"))
      #expect(try NIfTI.readMask(path: folder.file("a.nii.gz")).segmentation.discrepancies.isEmpty)
    }
  }
}
