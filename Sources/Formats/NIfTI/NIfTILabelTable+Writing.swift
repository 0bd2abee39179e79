extension NIfTILabelTable {
  /// The code that NIfTI's registry gives to Caret, whose XML this is.
  private static let code: Int32 = 30

  /// A header extension with names for values, in the form that TotalSegmentator and Connectome Workbench write:
  /// without a date, so that the same names give the same bytes. Its length is a multiple of 16, as the standard asks.
  static func chunk(_ names: [(value: Int, name: String)]) -> [UInt8] {
    let labels = names.enumerated().map { place, label in
      let colour = hues[place % hues.count]
      return "<Label Key=\"\(label.value)\" Red=\"\(colour.x)\" Green=\"\(colour.y)\" Blue=\"\(colour.z)\" Alpha=\"1\">"
        + "\(escaped(label.name))</Label>\n"
    }
    let xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CaretExtension>\n<VolumeInformation Index=\"0\">\n<LabelTable>\n"
      + labels.joined() + "</LabelTable>\n</VolumeInformation>\n</CaretExtension>\n"
    let text = Array(xml.utf8)
    let size = (8 + text.count + 15) / 16 * 16
    var bytes: [UInt8] = []
    for number in [Int32(truncatingIfNeeded: size), code] {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes + text + [UInt8](repeating: 32, count: size - 8 - text.count)
  }

  private static let hues: [SIMD3<Double>] = [
    SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 1, 0), SIMD3(1, 0, 1), SIMD3(0, 1, 1), SIMD3(1, 0.5, 0),
    SIMD3(0.5, 0, 1), SIMD3(0, 0.5, 0.5),
  ]

  /// As character data; in entities where the name holds what ends such data.
  private static func escaped(_ name: String) -> String {
    let line = name.filter { !$0.isNewline }
    guard line.contains("]]>") else { return "<![CDATA[\(line)]]>" }
    let entities: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
    return line.map { entities[$0] ?? String($0) }.joined()
  }
}
