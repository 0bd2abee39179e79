internal import Wording

/// Names of structures as people say them.
enum PlainNames {
  /// `left kidney` for `kidney_left`, `vertebra L1` for `vertebrae_L1`.
  static func of(_ label: String) -> String {
    let (side, stem) = parts(label)
    return [side, stem].compactMap(\.self).joined(separator: " ")
  }

  /// `the two kidneys` for the two sides of one structure, else both with a word between them.
  static func both(_ labels: [String]) -> String {
    guard labels.count == 2 else { return listed(labels.map { "the \(of($0))" }) }
    let (one, two) = (parts(labels[0]), parts(labels[1]))
    // Words of another language have plurals of their own.
    if one.stem == two.stem, one.side != nil, two.side != nil, let last = one.stem.last, !"smaxi".contains(last) {
      return "the two \(one.stem)s"
    }
    return "the \(of(labels[0])) and the \(of(labels[1]))"
  }

  /// A text in which labels of a case are said as people say them.
  static func plain(_ text: String, labels: [String]) -> String {
    labels.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: of($1)) }
  }

  private static func parts(_ label: String) -> (side: String?, stem: String) {
    var words = label.split { "_ -".contains($0) }.map(String.init)
    let side = words.firstIndex { ["left", "right"].contains($0.lowercased()) }.map {
      words.remove(at: $0).lowercased()
    }
    if words.first == "vertebrae", words.count == 2 { words[0] = "vertebra" }
    return (side, words.isEmpty ? label : words.joined(separator: " "))
  }
}
