/// Decimal strings (DS, IS): numbers as text with backslashes between.
enum DecimalText {
  /// A finite number in the sixteen characters that it may have, as exactly as they allow.
  static func text(_ number: Double) -> String {
    let plain = number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    guard plain.utf8.count > 16 else { return plain }
    for digits in stride(from: 14, through: 0, by: -1) {
      let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
      let text = "\((number * scale).rounded() / scale)"
      if text.utf8.count <= 16, (number * scale).magnitude < 9e15 { return text }
    }
    return "\(Float(number))"
  }

  /// The numbers in a part of some bytes; nil when a word is no finite number. An empty word is none.
  static func numbers(in bytes: [UInt8], _ range: Range<Int>) -> [Double]? {
    var numbers: [Double] = []
    var at = range.lowerBound
    while at <= range.upperBound {
      let end = bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: "\\")) ?? range.upperBound
      let word = DICOMDataset.trimmed(bytes[at..<end])
      if !word.isEmpty || end < range.upperBound || !numbers.isEmpty {
        guard let number = number(word) else { return nil }
        numbers.append(number)
      }
      at = end + 1
    }
    return numbers
  }

  /// One number. Plain digits with a point, fifteen at most, are exact as a quotient of two doubles; the rest takes the
  /// way of other text.
  private static func number(_ word: ArraySlice<UInt8>) -> Double? {
    guard word.count <= 64 else { return nil }
    var digits = 0.0
    var (count, decimals) = (0, -1)
    var isNegative = false
    for (place, byte) in word.enumerated() {
      switch byte {
      case 0x30...0x39:
        digits = digits * 10 + Double(byte - 0x30)
        count += 1
        if decimals >= 0 { decimals += 1 }
      case UInt8(ascii: ".") where decimals < 0: decimals = 0
      case UInt8(ascii: "-") where place == 0: isNegative = true
      case UInt8(ascii: "+") where place == 0: continue
      default:
        return Double(decimal: String(decoding: word, as: UTF8.self))
      }
    }
    guard count > 0 else { return nil }
    guard count <= 15 else { return Double(decimal: String(decoding: word, as: UTF8.self)) }
    let value = decimals > 0 ? digits / powers[decimals] : digits
    return isNegative ? -value : value
  }

  /// Powers of ten up to the fifteenth, which doubles hold exactly.
  private static let powers: [Double] = (0...15).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 } }
}
