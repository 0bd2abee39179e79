extension YAMLNode {
  /// Whether two trees say the same: scalars with text, style and tag; keys in order, but for those that a style puts
  /// into its own.
  func says(whatIsSaidBy other: YAMLNode, in style: YAMLStyle = .plain) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a), .scalar(let b)): return a.text == b.text && a.style == b.style && a.tag == b.tag
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.says(whatIsSaidBy: $1, in: style.part(nil)) }
    case (.mapping(let a), .mapping(let b)):
      func same(_ a: [Entry], _ b: [Entry]) -> Bool {
        a.count == b.count
          && zip(a, b).allSatisfy {
            $0.key == $1.key && $0.value.says(whatIsSaidBy: $1.value, in: style.part($0.key))
          }
      }
      if same(a, b) { return true }
      guard let order = style.order else { return false }
      let arranged = a.enumerated().sorted {
        (order.rank(of: $0.element.key), $0.offset) < (order.rank(of: $1.element.key), $1.offset)
      }
      return same(arranged.map(\.element), b)
    default: return false
    }
  }
}
