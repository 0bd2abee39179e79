import Volume
internal import Wording

/// A part of a condition while it is read: what it is so far, and the characters it takes.
struct ConditionTerm {
  enum Kind {
    case truth(Proposition)
    case number(Number, Dimension)
    /// `values`: all that it can be; nil for quoted text.
    case word(Word, values: [String]?)
    /// An unquoted word: a fact or measure of the subject, or text, as its neighbours decide.
    case bare(String)
    /// Reported already.
    case broken
  }

  var kind: Kind
  var characters: Range<Int>
  /// A number as it was written, with its unit.
  var quantity: Quantity?

  init(_ kind: Kind, _ characters: Range<Int>, quantity: Quantity? = nil) {
    self.kind = kind
    self.characters = characters
    self.quantity = quantity
  }

  static func joined(_ kind: Kind, _ left: ConditionTerm, _ right: ConditionTerm) -> ConditionTerm {
    ConditionTerm(kind, left.characters.lowerBound..<right.characters.upperBound)
  }

  var isWord: Bool { if case .word = kind { true } else { false } }

  var isBroken: Bool { if case .broken = kind { true } else { false } }

  /// A number written without a unit.
  var isBareLiteral: Bool { if case .number(.literal, .count) = kind { true } else { false } }
}

/// The words that `label.side` can be.
enum PatientSides {
  static let all = PatientDirection.allCases.map(\.rawValue)
}
