/// Scalars over several lines.
extension FormatWriter {
  /// The lines of a plain or quoted scalar without the indentation, which means nothing there.
  func scalarLines(_ leaf: YAMLSyntax.Leaf) -> [String] {
    let written = syntax.source[leaf.range].split(separator: "\n", omittingEmptySubsequences: false)
    guard written.count > 1 else { return [syntax.text(leaf.range)] }
    return written.enumerated().map { index, line in
      var line = line
      if index > 0 { line = line.drop { $0 == " " || $0 == "\t" } }
      // In quotes a backslash may hold the white space at a line's end.
      if leaf.kind == .plain || line.allSatisfy({ $0 == " " || $0 == "\t" }) {
        while let last = line.last, last == " " || last == "\t" { line.removeLast() }
      }
      return String(String.UnicodeScalarView(line))
    }
  }

  /// A `|` or `>` scalar: its lines as they are, at another indentation.
  ///
  /// - Parameters:
  ///   - oldParent: the column of the block collection that holds it in the author's text.
  ///   - indent: that column in what is written.
  mutating func blockScalar(_ leaf: YAMLSyntax.Leaf, lead: String, oldParent: Int, indent: Int) {
    var written = syntax.source[leaf.range].split(separator: "\n", omittingEmptySubsequences: false)
    let header = written.removeFirst()
    if written.last?.isEmpty == true { written.removeLast() }
    var signs = String(String.UnicodeScalarView(header.prefix { $0 != "#" && $0 != " " && $0 != "\t" }))
    // At the end of a text without a line break, the last line has none, and must not get one.
    if leaf.range.upperBound == syntax.source.count, syntax.source.last != "\n" {
      signs = signs.filter { $0 != "+" && $0 != "-" } + "-"
    }
    let digit = signs.compactMap(\.wholeNumberValue).first
    let old = digit.map { max(0, oldParent) + $0 } ?? contentColumn(written, parent: oldParent)
    let new = digit.map { indent + $0 } ?? indent + 2
    var content = written.map { line -> String in
      let isBlank = line.allSatisfy { $0 == " " } && line.count <= old
      return isBlank ? "" : Self.spaces(new) + String(String.UnicodeScalarView(line.dropFirst(old)))
    }
    let keeps = signs.contains("+")
    if !keeps { while content.last?.isEmpty == true { content.removeLast() } }
    let comment = YAMLSyntax.headerComment(ofBlock: leaf.range, in: syntax.source)
    line(lead + signs + (comment.map { "  " + $0 } ?? ""))
    content.forEach { line($0) }
    if keeps { keepBlankLines() }
  }

  /// The column of a block scalar's text, as YAML finds it out.
  private func contentColumn(_ lines: [ArraySlice<Unicode.Scalar>], parent: Int) -> Int {
    var column = max(1, parent + 1)
    for line in lines {
      let spaces = line.prefix { $0 == " " }.count
      column = max(column, spaces)
      if spaces < line.count { break }
    }
    return column
  }
}
