/// The shortest list of changes that turns some lines into others, in memory linear in their number: Myers,
/// Algorithmica 1986;1:251, section 4b.
struct LineScript {
  /// Lines that go and lines that come in their place; one of the two may be empty.
  struct Change: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  private let a: [Int]
  private let b: [Int]
  private var removed: [Bool]
  private var added: [Bool]
  /// Furthest reaching paths from the start and from the end, by diagonal.
  private var forward: [Int]
  private var backward: [Int]

  init(_ old: [Substring], _ new: [Substring]) {
    var numbers: [[UInt8]: Int] = [:]
    func number(_ line: Substring) -> Int {
      // By bytes: texts that only look alike differ.
      let bytes = Array(line.utf8)
      if let known = numbers[bytes] { return known }
      numbers[bytes] = numbers.count
      return numbers.count - 1
    }
    a = old.map(number)
    b = new.map(number)
    removed = Array(repeating: false, count: a.count)
    added = Array(repeating: false, count: b.count)
    let size = 2 * (a.count + b.count) + 4
    forward = Array(repeating: 0, count: size)
    backward = Array(repeating: 0, count: size)
  }

  /// In order, apart from each other.
  mutating func changes() -> [Change] {
    compare(0..<a.count, 0..<b.count)
    var changes: [Change] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let (firstOld, firstNew) = (i, j)
      while i < a.count, removed[i] { i += 1 }
      while j < b.count, added[j] { j += 1 }
      if i > firstOld || j > firstNew {
        changes.append(Change(old: firstOld..<i, new: firstNew..<j))
      } else {
        i += 1
        j += 1
      }
    }
    return changes
  }

  private mutating func compare(_ old: Range<Int>, _ new: Range<Int>) {
    var (old, new) = (old, new)
    while let i = old.first, let j = new.first, a[i] == b[j] {
      old.removeFirst()
      new.removeFirst()
    }
    while let i = old.last, let j = new.last, a[i] == b[j] {
      old.removeLast()
      new.removeLast()
    }
    if old.isEmpty || new.isEmpty {
      for i in old { removed[i] = true }
      for j in new { added[j] = true }
      return
    }
    let (x, y) = middle(old, new)
    compare(old.lowerBound..<x, new.lowerBound..<y)
    compare(x..<old.upperBound, y..<new.upperBound)
  }

  /// A point on a shortest path, about half way. The first lines differ, and so do the last.
  private mutating func middle(_ old: Range<Int>, _ new: Range<Int>) -> (Int, Int) {
    let (n, m) = (old.count, new.count)
    let delta = n - m
    let origin = n + m + 1
    for d in 0...(n + m + 1) / 2 {
      for k in stride(from: -d, through: d, by: 2) {
        guard let start = Self.step(forward, origin, d, k, n, m) else {
          forward[origin + k] = -1
          continue
        }
        var x = start
        while x < n, x - k < m, a[old.lowerBound + x] == b[new.lowerBound + x - k] { x += 1 }
        forward[origin + k] = x
        let meets = delta - k
        if delta % 2 != 0, abs(meets) <= d - 1, backward[origin + meets] >= n - x, backward[origin + meets] >= 0 {
          return (old.lowerBound + start, new.lowerBound + start - k)
        }
      }
      for k in stride(from: -d, through: d, by: 2) {
        guard var x = Self.step(backward, origin, d, k, n, m) else {
          backward[origin + k] = -1
          continue
        }
        while x < n, x - k < m, a[old.upperBound - 1 - x] == b[new.upperBound - 1 - (x - k)] { x += 1 }
        backward[origin + k] = x
        let meets = delta - k
        if delta % 2 == 0, abs(meets) <= d, forward[origin + meets] >= n - x, forward[origin + meets] >= 0 {
          return (old.upperBound - x, new.upperBound - (x - k))
        }
      }
    }
    return (old.upperBound, new.upperBound)
  }

  /// How far along the first text the d-th change leads on diagonal k, before any equal lines; nil where it leads out
  /// of the texts.
  private static func step(_ furthest: [Int], _ origin: Int, _ d: Int, _ k: Int, _ n: Int, _ m: Int) -> Int? {
    if d == 0 { return 0 }
    var best: Int?
    if k < d, furthest[origin + k + 1] >= 0, furthest[origin + k + 1] - k <= m { best = furthest[origin + k + 1] }
    if k > -d, furthest[origin + k - 1] >= 0, furthest[origin + k - 1] < n {
      best = max(best ?? 0, furthest[origin + k - 1] + 1)
    }
    return best
  }
}
