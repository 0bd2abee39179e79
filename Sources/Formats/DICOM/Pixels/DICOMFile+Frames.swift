extension DICOMFile {
  /// What a frame takes while its place among the others is found: its plane, its position, and its slice.
  private static let bytesPerFrame = 512

  /// The pixels; throws `.damaged` where the object ends before them.
  func neededPixels() throws -> Pixels {
    guard let pixels else {
      throw ReadError(
        code: .damaged, message: "\(DICOMTag.pixelData) is missing: the object ends before it. Export it again.")
    }
    return pixels
  }

  /// Throws `.truncated` where the file is too short for the frames that its header counts.
  func checkFrames(_ format: PixelFormat) throws {
    guard let length = try neededPixels().length else {
      // Each frame is a fragment at least, which begins with its tag and its length.
      return try bytes.expect(ReadBudget.product(format.frames, 8), of: "compressed pixels")
    }
    guard length >= format.allBytes else {
      throw ReadError(
        code: .truncated,
        message:
          "\(DICOMTag.pixelData) has \(length) bytes, and \(format.frames) frames of \(format.rows) × "
          + "\(format.columns) pixels need \(format.allBytes). Copy or export the file again.")
    }
    try bytes.expect(format.allBytes, of: "pixels")
  }

  /// Takes a share of the budget for the places of frames. To be asked before anything is made for each of them: any
  /// number of frames is written in eight bytes. Throws what `checkFrames` throws, and `.tooLarge`.
  func claimFrames(_ format: PixelFormat) throws {
    try checkFrames(format)
    try bytes.file.claim(format.frames, Self.bytesPerFrame, for: "the places of \(format.frames) frames")
  }
}
