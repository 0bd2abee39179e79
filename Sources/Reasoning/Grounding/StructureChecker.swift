import PolicyLanguage

/// The structures that a statement names are those of its evidence. A picture shows all structures, so an observation
/// that cites one may name any.
struct StructureChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    if let label = statement.label, table.policy.label(label) == nil {
      return "The policy has no structure \(label)."
    }
    guard !cited.showsPicture else { return nil }
    let named = table.names.mentions(in: statement.text) + [statement.label].compactMap(\.self)
    if let stranger = named.first(where: { !cited.labels.contains($0) }) {
      return "The evidence does not speak of \(stranger)."
    }
    let words = Set(cited.texts.flatMap(StructureNames.words) + cited.labels.flatMap(StructureNames.words))
    let organ = StructureNames.words(statement.text).first { Self.organs.contains($0) && !words.contains($0) }
    return organ.map { "The evidence does not speak of a \($0)." }
  }

  /// Common organs, in the singular: a sentence that names one must have it from its evidence even when the policy has
  /// no such label.
  private static let organs: Set<String> = [
    "adrenal", "airway", "aorta", "atrium", "bladder", "bone", "bowel", "brain", "cerebellum", "colon", "diaphragm",
    "duodenum", "esophagus", "femur", "gallbladder", "heart", "hippocampus", "hip", "humerus", "kidney",
    "liver", "lung", "myocardium", "oesophagus", "pancreas", "pelvis", "prostate", "rectum", "rib", "sacrum",
    "scapula", "spinal", "spine", "spleen", "sternum", "stomach", "thyroid", "trachea", "uterus", "ventricle",
    "vertebra", "vessel",
  ]
}
