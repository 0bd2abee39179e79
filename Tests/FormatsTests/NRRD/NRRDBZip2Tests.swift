import Formats
import Foundation
import Testing
import Volume

/// Voxels packed with bzip2: a stream that Python's bz2 made of the default labels.
@Suite struct `NRRD files in bzip2` {
  private static let packed = [UInt8](
    Data(
      base64Encoded:
        "QlpoOTFBWSZTWXDaB0UAAAPAAHIAIAAhp4oM00BM1RwZ6HN4u5IpwoSDhtA6KA=="
    ) ?? Data())

  private static func builder(_ data: [UInt8]) -> NRRDBuilder {
    NRRDBuilder {
      $0.encoding = "bzip2"
      $0.data = data
    }
  }

  @Test func `are read`() throws {
    #expect(NIfTIBuilder.runs(try NRRDBuilder.reading(Self.builder(Self.packed)).segmentation) == NIfTIBuilder.runs)
  }

  @Test func `are told when they are cut off anywhere`() throws {
    for count in 0..<Self.packed.count {
      let error = #expect(throws: ReadError.self) {
        try NRRDBuilder.reading(Self.builder(Self.packed.dropLast(Self.packed.count - count)))
      }
      #expect(error?.code == .truncated, "\(count)")
    }
  }

  @Test func `are told when a bit is flipped anywhere`() throws {
    for at in Self.packed.indices {
      for bit in 0..<8 {
        var bytes = Self.packed
        bytes[at] ^= 1 << bit
        guard let reading = try? NRRDBuilder.reading(Self.builder(bytes)) else { continue }
        // The block size of the header and bits behind the last block say nothing of the voxels.
        #expect(NIfTIBuilder.runs(reading.segmentation) == NIfTIBuilder.runs)
      }
    }
  }

  @Test func `several streams are one, and other bytes behind them are told`() throws {
    let twice = NRRDBuilder {
      $0.encoding = "bzip2"
      $0.sizes = "4 3 4"
      $0.data = Self.packed + Self.packed
    }
    #expect(try NRRDBuilder.reading(twice).segmentation.structures.map(\.runs.voxelCount) == [8, 12, 6])
    let error = #expect(throws: ReadError.self) { try NRRDBuilder.reading(Self.builder(Self.packed + [1, 2, 3, 4])) }
    #expect(error?.code == .damaged)
  }
}
