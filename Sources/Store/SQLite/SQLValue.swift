/// A value that is bound to a statement, or read from a row.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ number: Double?) { self = number.map(SQLValue.real) ?? .null }
  init(_ bytes: [UInt8]?) { self = bytes.map(SQLValue.blob) ?? .null }
  init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }

  var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return Int(number)
  }

  var real: Double? {
    switch self {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  var bytes: [UInt8]? {
    guard case .blob(let bytes) = self else { return nil }
    return bytes
  }
}
