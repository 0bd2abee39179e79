package import Anatomy
internal import Diagnostics
internal import YAML

extension FieldReader {
  /// A stretch of the vertebral column: `T10..L1`, `T7`, `S3..`, `..C1`.
  package mutating func levels(_ key: Key) -> LevelRange? {
    if isRecording {
      record(key, .levels)
      return nil
    }
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      wrongType(key, node, expected: "levels of the vertebral column", suggestion: "such as T10..L1")
      return nil
    }
    do {
      return try LevelRange(reading: text)
    } catch {
      switch error.code {
      case .notALevel: self.error(.unknownValue, error.message, at: key, suggestion: error.suggestion)
      case .reversed:
        self.error(
          .reversedRange, "\(name(key)) runs from the feet to the head", at: key, suggestion: error.suggestion)
      }
    }
    return nil
  }
}
