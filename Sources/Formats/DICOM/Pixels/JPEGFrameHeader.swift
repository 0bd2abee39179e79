/// The size that a JPEG or JPEG-LS stream gives itself in its frame header (ITU T.81, B.2.2; T.87, C.2.2).
struct JPEGFrameHeader: Hashable {
  let rows: Int
  let columns: Int
  let samples: Int
  /// Bits of a sample.
  let precision: Int

  /// Follows the stream's markers to its frame header; nil where there is none before the coded data.
  init?(_ stream: [UInt8]) {
    guard stream.starts(with: [0xff, 0xd8]) else { return nil }
    var at = 2
    while at + 4 <= stream.count, stream[at] == 0xff {
      let marker = stream[at + 1]
      if marker == 0xff {
        at += 1
        continue
      }
      let isFrame = (0xc0...0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker) || marker == 0xf7
      guard marker != 0xda else { return nil }
      guard isFrame else {
        at += 2 + (Int(stream[at + 2]) << 8 | Int(stream[at + 3]))
        continue
      }
      guard at + 10 <= stream.count else { return nil }
      precision = Int(stream[at + 4])
      rows = Int(stream[at + 5]) << 8 | Int(stream[at + 6])
      columns = Int(stream[at + 7]) << 8 | Int(stream[at + 8])
      samples = Int(stream[at + 9])
      return
    }
    return nil
  }
}
