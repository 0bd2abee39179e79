/// Union-find over runs, with path halving; the smaller number is the root, so numbering follows the order of the runs.
///
/// Owns its memory directly: it is the innermost loop of components and cavities.
struct DisjointSets: ~Copyable {
  private let parent: UnsafeMutableBufferPointer<Int32>

  init(count: Int) {
    parent = .allocate(capacity: count)
    for at in 0..<count { parent.initializeElement(at: at, to: Int32(truncatingIfNeeded: at)) }
  }

  deinit { parent.deallocate() }

  @inline(__always)
  func root(_ x: Int) -> Int {
    var x = Int32(truncatingIfNeeded: x)
    var above = parent[Int(x)]
    while above != x {
      let next = parent[Int(above)]
      parent[Int(x)] = next
      x = next
      above = parent[Int(x)]
    }
    return Int(x)
  }

  @inline(__always)
  func join(_ a: Int, _ b: Int) {
    // Mostly both are known to belong together.
    if parent[a] == parent[b] { return }
    let (a, b) = (root(a), root(b))
    if a < b { parent[b] = Int32(truncatingIfNeeded: a) } else { parent[a] = Int32(truncatingIfNeeded: b) }
  }
}
