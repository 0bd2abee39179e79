/// What changes from one text to another, as `diff -u` writes it and `patch` reads it.
package enum UnifiedDiff {
  /// - Parameters:
  ///   - oldName: what stands after `--- `, such as `a/kidneys.yaml`.
  ///   - newName: what stands after `+++ `.
  ///   - context: how many unchanged lines surround a change.
  /// - Returns: The diff with a line break at its end; nothing when the texts are the same. Cost: lines times changes,
  ///   memory linear (Myers, Algorithmica 1986;1:251, section 4b).
  package static func between(
    _ old: String, _ new: String, oldName: String, newName: String, context: Int = 3
  ) -> String {
    guard old.utf8.elementsEqual(new.utf8) == false else { return "" }
    let (a, b) = (lines(of: old), lines(of: new))
    var script = LineScript(a, b)
    let changes = script.changes()
    var text = "--- \(oldName)\n+++ \(newName)\n"
    var first = 0
    while first < changes.count {
      var last = first
      while last + 1 < changes.count,
        changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * context
      { last += 1 }
      text += hunk(changes[first...last], a, b, context)
      first = last + 1
    }
    return text
  }

  private static func hunk(
    _ changes: ArraySlice<LineScript.Change>, _ a: [Substring], _ b: [Substring], _ context: Int
  ) -> String {
    guard let first = changes.first, let last = changes.last else { return "" }
    let lead = min(context, first.old.lowerBound)
    let tail = min(context, a.count - last.old.upperBound)
    let old = first.old.lowerBound - lead..<last.old.upperBound + tail
    let new = first.new.lowerBound - lead..<last.new.upperBound + tail
    var text = "@@ -\(place(old)) +\(place(new)) @@\n"
    var done = old.lowerBound
    for change in changes {
      for line in a[done..<change.old.lowerBound] { text += written(" ", line) }
      for line in a[change.old] { text += written("-", line) }
      for line in b[change.new] { text += written("+", line) }
      done = change.old.upperBound
    }
    for line in a[done..<old.upperBound] { text += written(" ", line) }
    return text
  }

  /// First line from 1 and count; of nothing, the line before.
  private static func place(_ range: Range<Int>) -> String {
    let first = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(first)" : "\(first),\(range.count)"
  }

  private static func written(_ sign: String, _ line: Substring) -> String {
    line.utf8.last == UInt8(ascii: "\n") ? sign + line : "\(sign)\(line)\n\\ No newline at end of file\n"
  }

  /// Lines with their `\n`; a carriage return is part of its line, as for `patch`.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      if bytes[index] == UInt8(ascii: "\n") {
        lines.append(text[start..<next])
        start = next
      }
      index = next
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }
}
