import Volume

/// What can be read off a picture, found in its pixels alone.
extension DecodedPicture {
  struct Letter {
    let letter: Character
    /// The middle.
    let x: Double
    let y: Double
  }

  /// The large letters of the body's directions: white dots of two by two pixels in five columns and seven rows.
  func letters(columns: Range<Int>? = nil, rows: Range<Int>? = nil) -> [Letter] {
    let (columns, rows) = (columns ?? 0..<width, rows ?? 0..<height)
    var found: [Letter] = []
    for y in rows.lowerBound..<max(rows.lowerBound, rows.upperBound - 13) {
      for x in columns.lowerBound..<max(columns.lowerBound, columns.upperBound - 9) {
        // All six have a dot in one of these places.
        guard isWhite(x, y) || isWhite(x + 2, y) else { continue }
        for (letter, dots) in Self.dots where matches(dots, x, y) {
          found.append(Letter(letter: letter, x: Double(x) + 4.5, y: Double(y) + 6.5))
        }
      }
    }
    return found
  }

  func isWhite(_ x: Int, _ y: Int) -> Bool { colour(x, y) == SIMD3(255, 255, 255) }

  private func matches(_ dots: [[Bool]], _ x: Int, _ y: Int) -> Bool {
    for v in 0..<7 {
      for u in 0..<5
      where isWhite(x + 2 * u, y + 2 * v) != dots[v][u] || isWhite(x + 2 * u + 1, y + 2 * v + 1) != dots[v][u] {
        return false
      }
    }
    return true
  }

  /// Scale bars: white rectangles of four rows and at least eight columns; their lengths, top to bottom, left to right.
  func bars() -> [(x: Int, y: Int, length: Int)] {
    var found: [(x: Int, y: Int, length: Int)] = []
    for y in 1..<max(1, height - 4) {
      var x = 0
      while x < width {
        guard isWhite(x, y) else {
          x += 1
          continue
        }
        var end = x
        while end < width, isWhite(end, y) { end += 1 }
        let isBar =
          end - x >= 8 && (0..<4).allSatisfy { v in (x..<end).allSatisfy { isWhite($0, y + v) } }
          && !(x..<end).contains { isWhite($0, y - 1) || isWhite($0, y + 4) }
        if isBar { found.append((x, y, end - x)) }
        x = end
      }
    }
    return found
  }

  private static let dots: [(Character, [[Bool]])] = [
    ("R", ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"]),
    ("L", ["#....", "#....", "#....", "#....", "#....", "#....", "#####"]),
    ("A", [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"]),
    ("P", ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."]),
    ("S", [".####", "#....", "#....", ".###.", "....#", "....#", "####."]),
    ("I", [".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."]),
  ].map { ($0.0, $0.1.map { row in row.map { $0 == "#" } }) }
}

/// The length that a caption gives to the scale bar, in mm; nil when it names none, or several.
func barLength(_ caption: String) -> Double? {
  guard let start = caption.firstRange(of: "The scale bar is "),
    let end = caption[start.upperBound...].firstRange(of: " long")
  else { return nil }
  let words = caption[start.upperBound..<end.lowerBound].split(separator: " ")
  guard words.count == 2, let number = Double(words[0]) else { return nil }
  return words[1] == "cm" ? number * 10 : words[1] == "mm" ? number : nil
}

/// The indices along an axis that a caption names: `k = 4`, `k = 10`.
func indices(_ axis: String, in caption: String) -> [Int] {
  var rest = caption[...]
  var found: [Int] = []
  while let place = rest.firstRange(of: "\(axis) = ") {
    rest = rest[place.upperBound...]
    if let index = Int(rest.prefix { $0.isNumber }) { found.append(index) }
  }
  return found
}
