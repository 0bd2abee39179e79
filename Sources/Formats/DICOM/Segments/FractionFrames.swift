/// Frames of fractions, of which a pixel belongs to its segment from some stored value on.
enum FractionFrames {
  /// Finds the runs of all frames while their rows go by. Memory: one buffer, or a frame where frames are compressed.
  static func encode(_ frames: inout FrameReader, from least: Int, _ take: BitFrames.Take) throws {
    let width = frames.format.columns
    if frames.format.width == 1 {
      let least = UInt8(truncatingIfNeeded: least)
      try frames.readRows { frame, row, bytes in try scan(bytes, frame, row, width, least, take) }
    } else {
      let least = UInt16(truncatingIfNeeded: least)
      try frames.readRows { frame, row, bytes in
        try scan(bytes.bindMemory(to: UInt16.self), frame, row, width, least, take)
      }
    }
  }

  @inline(__always)
  private static func scan<Values: RandomAccessCollection>(
    _ values: Values, _ frame: Int, _ first: Int, _ width: Int, _ least: Values.Element, _ take: BitFrames.Take
  ) throws where Values.Index == Int, Values.Element: FixedWidthInteger {
    for row in 0..<(values.count / width) {
      let start = row * width
      var column = 0
      while column < width {
        guard values[start + column] >= least else {
          column += 1
          continue
        }
        let begin = column
        while column < width, values[start + column] >= least { column += 1 }
        try take(frame, first + row, begin, column)
      }
    }
  }
}
