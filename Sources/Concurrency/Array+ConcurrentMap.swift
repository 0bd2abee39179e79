extension Array where Element: Sendable {
  /// What a function makes of each element, in the elements' order, some at a time; the next element begins when any is
  /// done.
  ///
  /// - Parameter most: how many are worked on at once; below 1 counts as 1.
  package func concurrentMap<Result: Sendable>(
    atMost most: Int, _ transform: @escaping @Sendable (Element) async -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var waiting = enumerated().makeIterator()
      func start() {
        if let (number, element) = waiting.next() { group.addTask { (number, await transform(element)) } }
      }
      for _ in 0..<Swift.max(1, most) { start() }
      var results = [Result?](repeating: nil, count: count)
      for await (number, result) in group {
        results[number] = result
        start()
      }
      return results.compactMap(\.self)
    }
  }
}
