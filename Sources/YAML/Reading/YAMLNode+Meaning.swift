internal import Diagnostics

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

extension YAMLNode {
  /// The number that a decimal comma cut in two inside braces: `0` and a key `5..120 mL` without a value.
  func joined(byDecimalComma key: YAMLNode, _ value: YAMLNode) -> YAMLNode? {
    guard case .scalar(var scalar) = content, scalar.style == .plain, scalar.text.last?.isNumber == true,
      case .scalar(let rest) = key.content, rest.style == .plain, rest.text.first?.isNumber == true,
      value.text?.isEmpty == true, key.range.line == range.line,
      key.range.column == range.column + range.length + 1
    else { return nil }
    scalar.text += "." + rest.text
    var joined = YAMLNode(content: .scalar(scalar), range: range)
    joined.range.length += rest.text.count + 1
    return joined
  }
}
