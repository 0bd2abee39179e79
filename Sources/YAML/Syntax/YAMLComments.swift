extension YAMLSyntax {
  /// The comments between tokens, in the order of the text. Those beside the sign of a block scalar belong to its token
  /// and are not among them.
  static func comments(between tokens: [YAMLToken], in source: [Unicode.Scalar], lines: Lines) -> [Comment] {
    var found: [Comment] = []
    var gapStart = 0
    for token in tokens {
      found += comments(in: gapStart..<max(gapStart, token.start.index), source, lines)
      gapStart = max(gapStart, token.end.index)
    }
    return found + comments(in: gapStart..<max(gapStart, source.count), source, lines)
  }

  private static func comments(in gap: Range<Int>, _ source: [Unicode.Scalar], _ lines: Lines) -> [Comment] {
    var found: [Comment] = []
    var index = gap.lowerBound
    while index < min(gap.upperBound, source.count) {
      guard source[index] == "#" else {
        index += 1
        continue
      }
      var end = index
      while end < source.count, source[end] != "\n", source[end] != "\r" { end += 1 }
      var visible = end
      while visible > index, source[visible - 1] == " " || source[visible - 1] == "\t" { visible -= 1 }
      let line = lines.line(of: index)
      let lineStart = lines.start(of: line)
      found.append(
        Comment(
          text: String(String.UnicodeScalarView(source[index..<visible])), start: index, line: line,
          column: index - lineStart, ownLine: source[lineStart..<index].allSatisfy { $0 == " " || $0 == "\t" },
          blankBefore: lines.isBlank(line - 1)))
      index = end
    }
    return found
  }

  /// The comment beside the sign of a block scalar (`| # so`), without white space at the end.
  static func headerComment(ofBlock range: Range<Int>, in source: [Unicode.Scalar]) -> String? {
    let header = source[range].prefix { $0 != "\n" && $0 != "\r" }
    guard let sign = header.firstIndex(of: "#") else { return nil }
    var comment = header[sign...]
    while let last = comment.last, last == " " || last == "\t" { comment.removeLast() }
    return String(String.UnicodeScalarView(comment))
  }

  /// Where the lines of a text start, and which are blank. Lines and columns count from 0, columns in code points.
  struct Lines {
    private var starts = [0]
    private var blank: [Bool] = []

    init(_ source: [Unicode.Scalar]) {
      var isBlank = true
      for (index, scalar) in source.enumerated() {
        if scalar == "\n" || (scalar == "\r" && !(index + 1 < source.count && source[index + 1] == "\n")) {
          starts.append(index + 1)
          blank.append(isBlank)
          isBlank = true
        } else if scalar != " ", scalar != "\t", scalar != "\r" {
          isBlank = false
        }
      }
      blank.append(isBlank)
    }

    func start(of line: Int) -> Int { starts[min(max(line, 0), starts.count - 1)] }

    func isBlank(_ line: Int) -> Bool { blank.indices.contains(line) && blank[line] }

    func line(of index: Int) -> Int {
      var (low, high) = (0, starts.count - 1)
      while low < high {
        let middle = (low + high + 1) / 2
        if starts[middle] <= index { low = middle } else { high = middle - 1 }
      }
      return low
    }
  }
}
