/// One segment of the vertebral column, from C1 to S5: the unit in which places along the body are told.
package struct SpinalLevel: Hashable, Comparable, Sendable {
  /// The place in the column, 0 for C1 to 28 for S5.
  package let number: Int

  private static let regions: [(letter: String, count: Int)] = [("C", 7), ("T", 12), ("L", 5), ("S", 5)]
  private static let names = regions.flatMap { region in (1...region.count).map { "\(region.letter)\($0)" } }

  /// All levels from head to foot.
  package static let all = names.indices.map(SpinalLevel.init(number:))

  private init(number: Int) { self.number = number }

  /// The level of a code such as `T10`, `Th10` or `l1`; nil for anything else.
  package init?(_ code: String) {
    let upper = code.uppercased()
    let plain = upper.hasPrefix("TH") ? "T" + upper.dropFirst(2) : upper
    guard let number = Self.names.firstIndex(of: plain) else { return nil }
    self.init(number: number)
  }

  /// The level that a structure's name holds as a word of its own (`vertebrae_T10`, `T10`, `vertebra th10`); nil where
  /// it holds none, or two as discs do (`disc_L4_L5`).
  package init?(inName name: String) {
    let codes = name.split { !$0.isLetter && !$0.isNumber }.compactMap { SpinalLevel(String($0)) }
    guard codes.count == 1, let level = codes.first else { return nil }
    self = level
  }

  /// The level at a place of the column; the first or the last one beyond its ends.
  package init(nearest place: Double) {
    self.init(number: Int(min(max(place.rounded(), 0), Double(Self.names.count - 1))))
  }

  /// The code: `T10`.
  package var name: String { Self.names[number] }

  package static func < (a: SpinalLevel, b: SpinalLevel) -> Bool { a.number < b.number }
}
