/// A stretch of the vertebral column in which a structure usually lies, from the level of its top to that of its
/// bottom: `T10..L1`, one level (`T7`), everything from a level downwards (`S3..`) or up to one (`..C1`).
package struct LevelRange: Hashable, Sendable {
  /// Nil: open towards the head.
  package let first: SpinalLevel?
  /// Nil: open towards the feet.
  package let last: SpinalLevel?

  package init(first: SpinalLevel?, last: SpinalLevel?) {
    self.first = first
    self.last = last
  }

  /// The range that a text writes.
  ///
  /// Throws where the text names no level, or names the lower one first.
  package init(reading text: String) throws(LevelRangeError) {
    guard let dots = text.firstRange(of: "..") else {
      let level = try Self.level(text[...])
      self.init(first: level, last: level)
      return
    }
    let first = try Self.end(text[..<dots.lowerBound])
    let last = try Self.end(text[dots.upperBound...])
    if first == nil, last == nil { throw LevelRangeError(.notALevel, in: text) }
    if let first, let last, first > last { throw LevelRangeError(.reversed, in: text) }
    self.init(first: first, last: last)
  }

  private static func end(_ text: Substring) throws(LevelRangeError) -> SpinalLevel? {
    text.allSatisfy(\.isWhitespace) ? nil : try level(text)
  }

  private static func level(_ text: Substring) throws(LevelRangeError) -> SpinalLevel {
    let word = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    guard let level = SpinalLevel(word) else { throw LevelRangeError(.notALevel, in: word) }
    return level
  }

  /// The range in places of the column (`SpinalLevel.number`), from the upper edge of its first level to the lower
  /// edge of its last; infinite where it is open.
  package var places: ClosedRange<Double> {
    let upper = first.map { Double($0.number) - 0.5 } ?? -.infinity
    let lower = last.map { Double($0.number) + 0.5 } ?? .infinity
    return upper...lower
  }

  /// The middle of a range with both ends, where the centre of the structure is expected; nil when it is open.
  package var middle: Double? {
    guard let first, let last else { return nil }
    return Double(first.number + last.number) / 2
  }

  /// The level of a range of one level.
  package var single: SpinalLevel? { first == last ? first : nil }

  /// The range as an author writes it.
  package var text: String { single?.name ?? "\(first?.name ?? "")..\(last?.name ?? "")" }
}
