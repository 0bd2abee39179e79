/// A count with its noun: `1 component`, `3 components`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}

/// A list for people: `a, b and c`; of more than some, the first of them and how many more there are.
package func listed(_ items: [String], atMost most: Int = .max) -> String {
  if items.count > most { return "\(items.prefix(most).joined(separator: ", ")) and \(items.count - most) more" }
  return items.count < 2
    ? items.first ?? "" : items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "")
}

/// Slices for people: `3–5, 9`.
package func ranges(_ slices: [Int]) -> String {
  var parts: [String] = []
  var start = 0
  for at in slices.indices where at + 1 == slices.count || slices[at + 1] != slices[at] + 1 {
    parts.append(start == at ? "\(slices[at])" : "\(slices[start])–\(slices[at])")
    start = at + 1
  }
  return parts.count > 6 ? parts.prefix(6).joined(separator: ", ") + " and more" : parts.joined(separator: ", ")
}
