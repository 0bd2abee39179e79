/// Numbers with a unit, decimals, numbers in words with a unit, and whole numbers above twelve occur in the cited
/// evidence, within rounding. A model reads numbers; it does not measure. Small whole numbers without a unit count
/// ribs, sides and segments.
struct NumberChecker: GroundingChecker {
  private static let largestFree = 12.0

  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    for claim in StatedNumber.all(in: statement.text) {
      let isFree = claim.dimension == .bare && !claim.isDecimal && claim.value <= Self.largestFree
      guard !isFree, !cited.quantities.contains(where: claim.isBorneOut) else { continue }
      // A patient's age is no measurement.
      if claim.dimension == .bare, table.background.quantities.contains(where: claim.isBorneOut) { continue }
      return "The evidence has no \(claim.text)."
    }
    return nil
  }
}
