/// The totals of cases, each by a card that did not see them.
struct HeldOutTotals {
  /// Per fold, the totals that its card gives the accepted cases it was fitted to, ascending.
  var training: [[Int]] = []
  /// Per case.
  var total: [Int]
  let fold: [Int]
  let isRejected: [Bool]
  let groups: [Int]

  init(folds: Folds, table: FeatureTable) {
    total = Array(repeating: 0, count: table.count)
    fold = folds.fold
    isRejected = table.isRejected
    groups = table.groups
  }
}
