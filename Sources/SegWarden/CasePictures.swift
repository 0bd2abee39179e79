package import Evaluation
internal import Geometry
package import Pictures
package import Volume

/// The pictures of one case: an overview, and a close-up of each failed finding's place.
package struct CasePictures: Sendable {
  private let facts: CaseFacts
  private let findings: [Finding]
  private let image: IntensityVolume?

  /// At most this many close-ups: models pay per picture and people look at the worst first.
  static let mostCloseUps = 4

  package init(facts: CaseFacts, findings: [Finding], image: IntensityVolume?) {
    self.facts = facts
    self.findings = findings
    self.image = image
  }

  /// Draws them. A picture that cannot be encoded is left out, and the case goes on without it.
  package func draw() -> [Picture] { [] }
}
