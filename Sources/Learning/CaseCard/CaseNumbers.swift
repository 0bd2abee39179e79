/// The numbers of cases that people accepted or rejected, by column.
package struct CaseNumbers: Sendable {
  /// Per number, per case; not a number where it has none.
  package let columns: [[Double]]
  package let isRejected: [Bool]
  /// Per case, from 0: cases of one group are held out together, so that none is judged by a card that saw its sibling.
  package let groups: [Int]
  /// How much each case counts beside others of its class; the classes count the same in all.
  package let weights: [Double]

  package init(columns: [[Double]], isRejected: [Bool], groups: [Int], weights: [Double]) {
    self.columns = columns
    self.isRejected = isRejected
    self.groups = groups
    self.weights = weights
  }

  var count: Int { isRejected.count }
}
