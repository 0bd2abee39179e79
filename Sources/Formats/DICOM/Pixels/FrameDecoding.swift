internal import CDCMTKCodec
internal import COpenJPEGCodec

/// Decompresses single frames.
enum FrameDecoding {
  /// JPEG and JPEG-LS.
  static func dcmtk(
    _ frame: [UInt8], _ kind: UInt32, _ name: String, _ format: PixelFormat,
    into buffer: UnsafeMutableRawBufferPointer
  ) throws {
    // Decoders leave what a smaller picture does not fill, and say nothing.
    guard let header = JPEGFrameHeader(frame), header.rows == format.rows, header.columns == format.columns,
      header.samples == format.samples, header.precision <= format.allocated
    else {
      let found = JPEGFrameHeader(frame).map {
        "\($0.columns) × \($0.rows) pixels of \($0.samples) × \($0.precision) bits"
      }
      throw ReadError(
        code: .damaged,
        message: "a frame of \(DICOMTag.pixelData) holds \(found ?? "no \(name) stream"), and the object has "
          + "\(format.columns) × \(format.rows) pixels of \(format.samples) × \(format.allocated) bits. Copy or export the file again."
      )
    }
    var message = [CChar](repeating: 0, count: 256)
    let status = format.photometry.withCString { photometry in
      var image = dcmtk_codec_image(
        rows: UInt16(truncatingIfNeeded: format.rows), columns: UInt16(truncatingIfNeeded: format.columns),
        samples_per_pixel: UInt16(truncatingIfNeeded: format.samples),
        bits_allocated: UInt16(truncatingIfNeeded: format.allocated),
        bits_stored: UInt16(truncatingIfNeeded: format.stored), high_bit: UInt16(truncatingIfNeeded: format.high),
        pixel_representation: format.isSigned ? 1 : 0, planar_configuration: 0, photometric_interpretation: photometry)
      return frame.withUnsafeBufferPointer { bytes -> dcmtk_codec_status in
        guard let base = bytes.baseAddress, let target = buffer.bindMemory(to: UInt8.self).baseAddress else {
          return DCMTK_CODEC_DAMAGED
        }
        return dcmtk_codec_decode(
          dcmtk_codec_compression(rawValue: kind), &image, base, bytes.count, target, buffer.count, &message,
          message.count)
      }
    }
    switch status {
    case DCMTK_CODEC_OK: return
    case DCMTK_CODEC_UNSUPPORTED: throw refused(name, message, .unsupported)
    default: throw refused(name, message, .damaged)
    }
  }

  static func jpeg2000(
    _ frame: [UInt8], _ format: PixelFormat, into buffer: UnsafeMutableRawBufferPointer
  ) throws {
    var message = [CChar](repeating: 0, count: 256)
    var image = openjpeg_codec_image(
      columns: UInt32(format.columns), rows: UInt32(format.rows), channels: UInt32(format.samples),
      bytes_per_sample: UInt32(format.width))
    let status = frame.withUnsafeBufferPointer { bytes -> openjpeg_codec_status in
      guard let base = bytes.baseAddress, let target = buffer.bindMemory(to: UInt8.self).baseAddress else {
        return OPENJPEG_CODEC_DAMAGED
      }
      return openjpeg_codec_decode(&image, base, bytes.count, target, buffer.count, &message, message.count)
    }
    guard status == OPENJPEG_CODEC_OK else { throw refused("JPEG 2000", message, .damaged) }
  }

  private static func refused(_ name: String, _ message: [CChar], _ code: ReadError.Code) -> ReadError {
    let text = ReadError.text(message)
    return ReadError(
      code: code,
      message: "a frame of \(DICOMTag.pixelData) cannot be decompressed (\(name): \(text)). Copy or export the file "
        + "again, or store it uncompressed.")
  }
}
