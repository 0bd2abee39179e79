/// A queue that gives back the element with the largest priority first: a binary heap.
package struct MaximumQueue<Element> {
  @usableFromInline
  var heap: [(priority: Double, element: Element)] = []

  @inlinable
  package init() {}

  @inlinable
  package mutating func insert(_ element: Element, priority: Double) {
    heap.append((priority, element))
    var at = heap.count - 1
    while at > 0, heap[(at - 1) / 2].priority < priority {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  /// Takes the element with the largest priority; nil when there is none.
  @inlinable
  package mutating func removeLargest() -> (priority: Double, element: Element)? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return top }
    heap[0] = last
    var at = 0
    while true {
      var largest = at
      for child in (2 * at + 1)..<(2 * at + 3) where child < heap.count && heap[child].priority > heap[largest].priority
      {
        largest = child
      }
      if largest == at { return top }
      heap.swapAt(at, largest)
      at = largest
    }
  }
}
