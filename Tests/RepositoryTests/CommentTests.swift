import Foundation
import TestSupport
import Testing

/// What the formatter does not look at.
@Suite struct CommentTests {
  private struct Comment: CustomStringConvertible {
    let description: String
    let text: String
    let width: Int
    /// Whether a doc comment begins here.
    let isStart: Bool
  }

  private static let root = Checkout.root

  /// Every line that is a comment, by its file and line.
  private static func comments() throws -> [Comment] {
    try ["Sources", "Tests", "Benchmarks/Sources"].flatMap { folder in
      let files = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      return try files.filter { $0.hasSuffix(".swift") }.sorted().flatMap { file in
        try comments(of: root.appending(path: folder).appending(path: file), named: "\(folder)/\(file)")
      }
    }
  }

  private static func comments(of file: URL, named name: String) throws -> [Comment] {
    var found: [Comment] = []
    var (isInText, follows) = (false, false)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      let isComment = !isInText && text.hasPrefix("//")
      if isComment {
        found.append(
          Comment(
            description: "\(name):\(number + 1)", text: String(text), width: line.count,
            isStart: text.hasPrefix("/// ") && !follows))
      }
      follows = isComment && text.hasPrefix("///")
      if !isComment, line.components(separatedBy: "\"\"\"").count % 2 == 0 { isInText.toggle() }
    }
    return found
  }

  @Test func `comments keep to 120 columns`() throws {
    let comments = try Self.comments()
    #expect(comments.count > 1000)
    #expect(comments.filter { $0.width > 120 }.map(\.description).isEmpty)
  }

  @Test func `doc comments begin with what they define, not with a word that stands for it`() throws {
    let riddles = ["It", "Its", "They", "Their", "This", "These", "That", "Those", "Same"]
    let starts = try Self.comments().filter(\.isStart)
    #expect(starts.count > 1000)
    let found = starts.filter { comment in
      let words = comment.text.dropFirst(4).split { !$0.isLetter }
      return words.first.map { riddles.contains(String($0)) } ?? false
        || comment.text.hasPrefix("/// The same.") || comment.text.hasPrefix("/// The same,")
    }
    #expect(found.map { "\($0): \($0.text)" }.isEmpty)
  }
}
