/// How many runs the budget still has room for: compressed noise of a megabyte may hold a gigabyte of them.
struct RunAllowance {
  private let budget: ReadBudget
  private(set) var count = 0
  private var room = 1 << 16

  /// A run while it is collected, in an array that doubles as it grows, and as it is dealt out to its structure.
  private static let bytesPerRun = 40

  init(_ budget: ReadBudget) { self.budget = budget }

  /// Counts a run. Throws `.tooLarge` when there is no room for as many again.
  @inline(__always)
  mutating func add() throws {
    count &+= 1
    if count > room { try grow() }
  }

  private mutating func grow() throws {
    room *= 2
    try budget.check(ReadBudget.product(room, Self.bytesPerRun), for: "the outlines of the structures (\(count) runs)")
  }
}
