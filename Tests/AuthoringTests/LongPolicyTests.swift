import Diagnostics
import Evaluation
import PolicyLanguage
import Testing

/// A long policy with a mistake on nearly every line is reported whole. How long it takes is told by the benchmark that
/// prints it; nothing here depends on the clock.
@Suite struct LongPolicyTests {
  /// Three hundred labels and as many expectations of two lines; each label's value, and each expectation's label and
  /// limit, is wrong.
  static let text: String = {
    var lines = ["segwarden: 1", "policy: long", "version: 1", "labels:"]
    for number in 1...300 { lines.append("  structure_\(number): {valeu: \(number)}") }
    lines.append("expectations:")
    for number in 1...300 {
      lines.append("- {id: e\(number), each: structure_\(number)x, when: comlete,")
      lines.append("   volume: {typical: 3..\(number + 3) mm}}")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test func `every mistake of a thousand lines is told, at its line`() {
    let clock = ContinuousClock()
    var reading: PolicyReading?
    var rendered = ""
    let spent = clock.measure {
      let read = PolicyReader.read(PolicySource(file: "long.yaml", text: Self.text), vocabulary: .standard)
      rendered = read.rendered(PolicyLint.report(read))
      reading = read
    }
    let found = reading?.diagnostics ?? []
    #expect(found.count == 4 * 300)
    #expect(found.count { $0.rule == .unknownKey } == 300)
    #expect(found.count { $0.rule == .unknownLabel } == 300)
    #expect(found.count { $0.rule == .unknownName } == 300)
    #expect(found.count { $0.rule == .unitMismatch } == 300)
    #expect(Set(found.map(\.range.line)).count == 900)
    #expect(rendered.split(separator: "\n").count { $0.hasPrefix("long.yaml:") } == 1200)
    // For whoever looks at the log.
    print("\(found.count) diagnostics of \(Self.text.split(separator: "\n").count) lines read and rendered in \(spent)")
  }
}
