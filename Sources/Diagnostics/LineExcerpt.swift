/// A line as it is shown under a message: whole, or, when it is longer than a screen is wide, the part around a column
/// with dots where something was left out.
struct LineExcerpt {
  let scalars: [Unicode.Scalar]
  /// The column in the excerpt, from 1.
  let column: Int

  private static let widest = 160
  private static let before = 40

  init(_ line: String, column: Int) {
    let all = Array(line.unicodeScalars)
    guard all.count > Self.widest else {
      scalars = all
      self.column = column
      return
    }
    let start = max(0, min(column - 1 - Self.before, all.count - Self.widest))
    let end = min(all.count, start + Self.widest)
    scalars = (start > 0 ? ["…"] : []) + all[start..<end] + (end < all.count ? ["…"] : [])
    self.column = column - start + (start > 0 ? 1 : 0)
  }
}
