/// How many cases got which call, acceptable and unacceptable ones apart: the confusion matrix with abstentions.
package struct CallCounts: Hashable, Sendable {
  private var acceptable = [0, 0, 0]
  private var unacceptable = [0, 0, 0]

  package init() {}

  /// Cases without a call are passed over.
  package init(_ cases: [JudgedCase]) {
    for one in cases { add(one, times: 1) }
  }

  package subscript(isUnacceptable: Bool, call: Call) -> Int {
    isUnacceptable ? unacceptable[call.rawValue] : acceptable[call.rawValue]
  }

  mutating func add(_ one: JudgedCase, times: Int) {
    guard let call = one.call else { return }
    if one.isUnacceptable { unacceptable[call.rawValue] += times } else { acceptable[call.rawValue] += times }
  }

  package func total(isUnacceptable: Bool) -> Int { (isUnacceptable ? unacceptable : acceptable).reduce(0, +) }

  package func total(_ call: Call) -> Int { acceptable[call.rawValue] + unacceptable[call.rawValue] }

  package var total: Int { total(isUnacceptable: false) + total(isUnacceptable: true) }

  /// Calls that say what is true.
  package var right: Int { self[false, .accept] + self[true, .reject] }
}
