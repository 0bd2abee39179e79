import Foundation
import TestSupport
import Testing
import YAML
import YAMLTesting

@Suite struct UnifiedDiffTests {
  static func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff.between(old, new, oldName: "a/x", newName: "b/x")
  }

  @Test func `one changed line stands between three lines of context`() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      Self.diff(old, old.replacingOccurrences(of: "5", with: "five")) == """
        --- a/x
        +++ b/x
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func `what is further apart than its context becomes two hunks`() {
    let old = (1...20).map { "l\($0)\n" }.joined()
    let new = old.replacingOccurrences(of: "l3\n", with: "").replacingOccurrences(of: "l18\n", with: "l18\nnew\n")
    #expect(
      Self.diff(old, new) == """
        --- a/x
        +++ b/x
        @@ -1,6 +1,5 @@
         l1
         l2
        -l3
         l4
         l5
         l6
        @@ -16,5 +15,6 @@
         l16
         l17
         l18
        +new
         l19
         l20

        """)
  }

  @Test func `a missing line break at the end is said`() {
    #expect(Self.diff("a\n", "a") == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n")
    #expect(Self.diff("", "a\nb\n") == "--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n")
    #expect(Self.diff("a\nb\n", "") == "--- a/x\n+++ b/x\n@@ -1,2 +0,0 @@\n-a\n-b\n")
    #expect(Self.diff("a\r\n", "a\n") == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+a\n")
    #expect(Self.diff("a\n", "a\n") == "")
  }

  /// Lines of few letters, so that many shortest scripts exist.
  static func random(_ random: inout RandomYAML, lines: Int) -> [String] {
    (0..<lines).map { _ in ["a", "b", "c", ""][random.below(4)] }
  }

  @Test func `the script is as short as the longest common subsequence allows`() {
    var random = RandomYAML(seed: 3)
    for _ in 0..<600 {
      let lines = random.below(14)
      let old = Self.random(&random, lines: lines)
      let new = Self.random(&random, lines: random.below(14))
      // By the textbook's table.
      var table = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
      for i in old.indices {
        for j in new.indices {
          table[i + 1][j + 1] = old[i] == new[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
        }
      }
      let expected = old.count + new.count - 2 * table[old.count][new.count]
      let text = Self.diff(old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
      let changed = text.split(separator: "\n").dropFirst(2).count { $0.hasPrefix("-") || $0.hasPrefix("+") }
      #expect(changed == expected, "\(old) → \(new)")
    }
  }

  static let patch = ["/usr/bin/patch", "/bin/patch", "/usr/local/bin/patch"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: patch != nil, "there is no `patch` here")) func `patch turns the old text into the new`() throws {
    let scratch = try Scratch()
    let folder = scratch.url
    var random = RandomYAML(seed: 11)
    for _ in 0..<25 {
      let lines = 1 + random.below(60)
      let old = Self.random(&random, lines: lines)
      var new = old
      for _ in 0...random.below(6) { new.insert("new \(random.below(9))", at: random.below(new.count + 1)) }
      for _ in 0...random.below(6) where !new.isEmpty { new.remove(at: random.below(new.count)) }
      let newText = new.joined(separator: "\n") + (random.chance(0.7) ? "\n" : "")
      let oldText = old.joined(separator: "\n") + "\n"
      let text = Self.diff(oldText, newText)
      guard !text.isEmpty, !newText.isEmpty else { continue }
      let (target, input) = (folder.appending(path: "x"), folder.appending(path: "x.diff"))
      try Data(oldText.utf8).write(to: target)
      try Data(text.utf8).write(to: input)
      let process = Process()
      process.executableURL = URL(filePath: Self.patch ?? "")
      process.arguments = ["--silent", "-p1", "-i", input.path]
      process.currentDirectoryURL = folder
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
      #expect(try String(decoding: Data(contentsOf: target), as: UTF8.self) == newText)
    }
  }

  @Test func `five thousand lines that all differ are compared in seconds`() {
    let old = (0..<5000).map { "old \($0)\n" }.joined()
    let new = (0..<5000).map { $0 % 2 == 0 ? "new \($0)\n" : "old \($0)\n" }.joined()
    let clock = ContinuousClock()
    var text = ""
    let time = clock.measure { text = Self.diff(old, new) }
    #expect(text.split(separator: "\n").count { $0.hasPrefix("+new") } == 2500)
    #expect(time < .seconds(60))
  }
}
