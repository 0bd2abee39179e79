package import Pictures

/// One structure's mask beside changed versions of itself, drawn alike: models tell two masks apart far better than
/// they judge one alone.
package struct Contrast: Hashable, Sendable {
  /// What was done to the mask.
  package enum Version: String, CaseIterable, Hashable, Sendable {
    /// The mask under test.
    case original
    case shrunk, grown, shifted
    /// The mask's largest piece alone, with its cavities filled.
    case repaired
  }

  package struct Candidate: Hashable, Sendable {
    package var version: Version
    /// Neither its name nor its caption may tell which version it shows.
    package var picture: Picture

    package init(version: Version, picture: Picture) {
      self.version = version
      self.picture = picture
    }
  }

  /// The structure, by its policy name.
  package var structure: String
  /// In the order they are shown; the original among them.
  package var candidates: [Candidate]

  package init(structure: String, candidates: [Candidate]) {
    self.structure = structure
    self.candidates = candidates
  }

  /// `A`, `B`…: what a candidate is called before a model.
  static func letter(_ place: Int) -> String { String(UnicodeScalar(UInt8(65 + min(max(place, 0), 25)))) }
}
