/// Text that may hold words of strangers, for a terminal: names in files can hold sequences that clear the screen, move
/// the cursor or turn the direction of writing round.
package enum TerminalText {
  /// Our own colours, which stay.
  private static let colours = ["\u{1b}[1;31m", "\u{1b}[1;32m", "\u{1b}[1;33m", "\u{1b}[0m"]

  /// The text with a replacement character in place of what controls a terminal. Line ends and tabs stay.
  ///
  /// - Parameter isShown: whether it goes to a terminal at once; what goes to a file or program keeps everything but
  ///   the controls of ASCII, which no format of ours writes.
  package static func safe(_ text: String, isShown: Bool) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0, isShown: isShown) }) else { return text }
    var safe = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\u{1b}", let colour = colours.first(where: { rest.starts(with: $0.unicodeScalars) }) {
        safe.append(contentsOf: colour.unicodeScalars)
        rest = rest.dropFirst(colour.unicodeScalars.count)
        continue
      }
      safe.append(isControl(scalar, isShown: isShown) ? "\u{FFFD}" : scalar)
      rest = rest.dropFirst()
    }
    return String(safe)
  }

  private static func isControl(_ scalar: Unicode.Scalar, isShown: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a: false
    case 0..<0x20, 0x7f: true
    case 0x80..<0xa0, 0x202a...0x202e, 0x2066...0x2069: isShown
    default: false
    }
  }

  /// A name on one line: a replacement character stands for each line end and tab, so that no name can look like a line
  /// of ours.
  package static func oneLine(_ name: String) -> String {
    guard name.unicodeScalars.contains(where: breaksLine) else { return name }
    var line = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { line.append(breaksLine(scalar) ? "\u{FFFD}" : scalar) }
    return String(line)
  }

  private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029].contains(scalar.value)
  }
}
