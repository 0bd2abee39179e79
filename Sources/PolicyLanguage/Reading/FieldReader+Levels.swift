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
      switch error {
      case .notALevel(let word):
        self.error(
          .unknownValue, "'\(word)' is no level of the vertebral column", at: key,
          suggestion: "levels are C1…C7, T1…T12, L1…L5 and S1…S5, such as T10..L1")
      case .reversed:
        self.error(
          .reversedRange, "\(name(key)) runs from the feet to the head", at: key,
          suggestion: "name the upper level first")
      }
    }
    return nil
  }
}
