/// Why a text is no stretch of the vertebral column.
package struct LevelRangeError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case notALevel
    /// The lower level is named first.
    case reversed
  }

  package let code: Code
  /// The words to blame.
  package let location: String

  package init(_ code: Code, in location: String) {
    self.code = code
    self.location = location
  }

  /// What is wrong, as part of a sentence.
  package var message: String {
    switch code {
    case .notALevel: "'\(location)' is no level of the vertebral column"
    case .reversed: "'\(location)' runs from the feet to the head"
    }
  }

  package var suggestion: String {
    switch code {
    case .notALevel: "levels are C1…C7, T1…T12, L1…L5 and S1…S5, such as T10..L1"
    case .reversed: "name the upper level first"
    }
  }
}
