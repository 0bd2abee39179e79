import Testing
import Wording

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("liver", "liver"), ("a\tb\nc", "a\tb\nc"), ("\u{1b}[2JACCEPT", "\u{FFFD}[2JACCEPT"),
    ("\u{1b}[1;31mREJECT\u{1b}[0m", "\u{1b}[1;31mREJECT\u{1b}[0m"), ("\u{1b}[8mhidden", "\u{FFFD}[8mhidden"),
    ("bell\u{07}\u{7f}\r", "bell\u{FFFD}\u{FFFD}\u{FFFD}"), ("Läsion 肝", "Läsion 肝"),
  ])
  func `what controls a terminal is replaced, our own colours stay`(text: String, safe: String) {
    #expect(TerminalText.safe(text, isShown: false) == safe)
    #expect(TerminalText.safe(text, isShown: true) == safe)
  }

  /// The eight-bit sequence introducer and the overrides of writing direction are text in files, and none on a screen.
  @Test(arguments: ["\u{9b}2J", "a\u{202e}TPECCA", "\u{2066}x\u{2069}"])
  func `what only a terminal obeys stays in files`(text: String) {
    #expect(TerminalText.safe(text, isShown: false) == text)
    #expect(
      !TerminalText.safe(text, isShown: true).unicodeScalars.contains {
        text.unicodeScalars.first == $0 && $0.value >= 0x80
      })
    #expect(TerminalText.safe(text, isShown: true) != text)
  }

  @Test(arguments: [("a\nb", "a\u{FFFD}b"), ("a\r\nb\t", "a\u{FFFD}\u{FFFD}b\u{FFFD}"), ("a\u{2028}ü", "a\u{FFFD}ü")])
  func `a name stays on its line`(name: String, line: String) {
    #expect(TerminalText.oneLine(name) == line)
  }
}
