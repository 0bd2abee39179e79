/// Union-find over runs, with path halving; the smaller number is the root, so numbering follows the order of the runs.
struct DisjointSets {
  private var parent: [Int32]

  init(count: Int) { parent = (0..<count).map { Int32(truncatingIfNeeded: $0) } }

  mutating func root(_ x: Int) -> Int {
    var x = Int32(truncatingIfNeeded: x)
    while parent[Int(x)] != x {
      parent[Int(x)] = parent[Int(parent[Int(x)])]
      x = parent[Int(x)]
    }
    return Int(x)
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    if a < b { parent[b] = Int32(truncatingIfNeeded: a) } else { parent[a] = Int32(truncatingIfNeeded: b) }
  }
}
