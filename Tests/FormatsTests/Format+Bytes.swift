import Formats
import Volume

extension Format {
  /// Reads a mask whose file is in memory.
  static func readMask(bytes: [UInt8]) throws -> MaskReading { try readMask(InputFile(bytes: bytes)) }

  /// Reads an image whose file is in memory.
  static func readImage(bytes: [UInt8]) throws -> IntensityVolume { try readImage(InputFile(bytes: bytes)) }
}
