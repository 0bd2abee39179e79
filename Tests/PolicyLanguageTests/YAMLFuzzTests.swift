import Diagnostics
import Foundation
import PolicyLanguage
import Testing
import YAML
import YAMLTesting

/// Damaged bytes never crash, and never pass in silence as nothing.
@Suite struct YAMLFuzzTests {
  static let policy = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Policies/ct-kidneys.yaml"
  )
  .standardized

  @Test func `whatever happens to a policy's bytes, there is a tree or an error, soon`() throws {
    let original = Array(try Data(contentsOf: Self.policy))
    let pieces: [[UInt8]] =
      [
        "\t", "\r", "\0", "[", "]", "{", "}", "\"", "'", ": ", "- ", "#", "&a ", "*a", "!", "|\n", ">", "? ", "%",
        "---\n", "...\n", "\u{FEFF}",
        "\u{2028}", "<<: ", "\n", "  ", "@", "`", "\\",
      ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x80]]
    let clock = ContinuousClock()
    let start = clock.now
    var outcomes: [Bool: Int] = [:]
    for seed in 0..<1200 {
      var random = RandomYAML(seed: UInt64(seed))
      // Whole policies are slow to try; any stretch of one may be damaged.
      let from = random.below(original.count)
      var bytes = random.chance(0.3) ? original : Array(original[from..<min(original.count, from + 600)])
      for _ in 0...random.below(4) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(5) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
        default:
          bytes.insert(
            contentsOf: bytes[place..<min(bytes.count, place + random.below(60))], at: random.below(place + 1))
        }
      }
      var diagnostics = Diagnostics()
      let node = YAMLNode.parse(bytes, file: "f", diagnostics: &diagnostics)
      #expect(node != nil || diagnostics.hasErrors, "seed \(seed)")
      #expect(diagnostics.sorted.allSatisfy { $0.range.line >= 1 && $0.range.column >= 1 && !$0.message.isEmpty })
      outcomes[diagnostics.hasErrors, default: 0] += 1
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      _ = diagnostics.sorted.map { $0.rendered(source: text) }
      let (formatted, notes) = PolicyFormatter.format(text, file: "f")
      #expect((formatted == nil) == diagnostics.hasErrors)
      #expect(!notes.contains { $0.rule == .notFormatted && $0.severity == .warning }, "seed \(seed)\n\(text)")
    }
    // Both ends are reached often.
    #expect(outcomes[true, default: 0] > 300 && outcomes[false, default: 0] > 100, "\(outcomes)")
    #expect(clock.now - start < .seconds(300))
  }
}
