/// Colour tables of FreeSurfer and 3D Slicer, and the like: on each line a value, a name, and the red, green and blue
/// of a colour, with its opacity or without, separated by blanks, tabs, commas or semicolons; also with the colour
/// before the name. A name may hold blanks, in quotes or not.
enum ColourTable: LabelTableForm {
  static let name = "the colour table"

  static func recognises(_ text: LabelText) -> Bool { text.contents.first.map { entry($0.text) != nil } ?? false }

  static func read(_ text: LabelText) throws -> LabelTable {
    let isSlicers = text.lines.contains { $0.text.first == "#" && $0.text.lowercased().contains("color table file") }
    let form = isSlicers ? "the 3D Slicer colour table" : name
    return try text.table(form, lines: "a value, a name and the red, green and blue of a colour", entry)
  }

  /// Nil for a line that does not end, or begin behind its value, with three or four numbers of a colour.
  static func entry(_ line: Substring) -> (value: Int, name: String)? {
    let words = line.split { $0.isWhitespace || $0 == "," || $0 == ";" }
    guard words.count >= 5, let value = Int(words[0]), value >= 0 else { return nil }
    let last = words.reversed().prefix { isLevel($0) }.count
    let first = words.dropFirst().prefix { isLevel($0) }.count
    let range: ClosedRange<Int>
    if last >= 3, words.count - last >= 2 {
      // A name may end with a number, such as `layer 1`: a colour has four at most.
      range = 1...(words.count - 1 - min(last, 4))
    } else if first >= 3, words.count - first >= 2 {
      range = (1 + first)...(words.count - 1)
    } else {
      return nil
    }
    let (start, end) = (words[range.lowerBound].startIndex, words[range.upperBound].endIndex)
    let name = line[start..<end].unquoted
    return name.isEmpty ? nil : (value, name)
  }

  /// A level of 0 to 255, or a share of 0 to 1.
  private static func isLevel(_ word: Substring) -> Bool {
    Double(decimal: word).map { (0...255).contains($0) } ?? false
  }
}
