/// Numbers with a unit, counts and decimals occur in the cited evidence, within rounding. A model reads numbers; it does not measure.
struct NumberChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    for claim in Quantity.all(in: statement.text) where claim.dimension != .bare || claim.isDecimal {
      guard !cited.quantities.contains(where: claim.isBorneOut) else { continue }
      return "The evidence has no \(claim.text)."
    }
    return nil
  }
}
