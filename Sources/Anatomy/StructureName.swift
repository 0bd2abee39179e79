/// A structure's name as exports have it, read for what its words say of anatomy: `Kidney_left`, `left kidney`.
package struct StructureName: Hashable, Sendable {
  /// The words in lower case, without what stands between them.
  package let words: [String]

  package init(_ name: String) {
    words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// A side of the body.
  package enum Side: String, CaseIterable, Hashable, Sendable { case left, right }

  /// The words but for a side's, which the structures of both sides share; nil where the name does not have the side.
  package func stem(without side: Side) -> String? {
    guard words.contains(side.rawValue) else { return nil }
    return words.filter { $0 != side.rawValue }.joined(separator: " ")
  }

  private static let medial: Set<String> = [
    "vertebra", "vertebrae", "spinal", "spine", "sacrum", "coccyx", "sternum", "brainstem", "callosum", "vermis",
    "prostate", "mandible", "larynx", "pituitary", "hypophysis", "chiasm", "hyoid",
  ]

  /// Whether the structure lies in the mid-sagittal plane.
  package var isMedial: Bool {
    !Self.medial.isDisjoint(with: words) && Side.allCases.allSatisfy { !words.contains($0.rawValue) }
  }

  private static let asymmetric: Set<String> = ["heart", "atrium", "atrial", "ventricle", "brachiocephalic"]

  /// Whether left and right of the name are no mirror images of one another: atria, and ventricles of the heart (the
  /// lateral ventricles are).
  package var isUneven: Bool { !Self.asymmetric.isDisjoint(with: words) && !words.contains("lateral") }
}
