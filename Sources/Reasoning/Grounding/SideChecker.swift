import PolicyLanguage
import Volume

/// Left, right and the other directions of the body are those of the evidence.
struct SideChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    let claimed = Self.directions(in: StructureNames.words(statement.text))
    guard !claimed.isEmpty else { return nil }
    var known = Self.directions(in: (cited.texts + table.background.texts).flatMap(StructureNames.words))
    for label in cited.labels {
      known.formUnion(Self.directions(in: StructureNames.words(label)))
      if let side = table.policy.label(label)?.side { known.insert(side) }
    }
    for direction in PatientDirection.allCases where claimed.contains(direction) && !known.contains(direction) {
      // A picture may show what no finding says, but not the opposite of what one says.
      if cited.showsPicture, cited.findings.isEmpty || !known.contains(direction.opposite) { continue }
      return "The evidence does not speak of \(direction.rawValue)."
    }
    return nil
  }

  private static let synonyms: [String: PatientDirection] = [
    "left": .left, "right": .right, "anterior": .anterior, "ventral": .anterior, "posterior": .posterior,
    "dorsal": .posterior, "superior": .superior, "cranial": .superior, "inferior": .inferior, "caudal": .inferior,
    "leftward": .left, "rightward": .right,
  ]

  private static func directions(in words: [String]) -> Set<PatientDirection> { Set(words.compactMap { synonyms[$0] }) }
}
