/// The false discovery rate at which each of many tests would count (Benjamini and Hochberg, J. R. Stat. Soc. B 57,
/// 1995): of those with a q-value of at most 5 % no more than 5 % are expected to be false, where tests are independent
/// or rise and fall together.
package func falseDiscoveryRates(_ p: [Double]) -> [Double] {
  let order = p.indices.sorted { p[$0] < p[$1] }
  var rates = p
  var least = 1.0
  for (rank, place) in order.enumerated().reversed() {
    least = min(least, p[place] * Double(p.count) / Double(rank + 1))
    rates[place] = least
  }
  return rates
}
