package import Volume

/// One question about a scene, with its answer's type. The value itself is the question (`Components(structure: 3,
/// neighbours: .corners)`), so that a plan is a list of values.
package protocol Measure: Hashable, Sendable {
  associatedtype Value: Sendable

  /// Computes the answer. Pure: the same scene gives the same value. Other measures are asked through `scene[…]`, which
  /// remembers answers.
  func value(in scene: Scene) -> Value

  /// The places of the structures that it is about, whose questions are answered together (`Scene.answer`); empty for a
  /// question that goes by itself.
  var subjects: [StructurePlace] { get }

  /// Whether the answer is the same whatever the masks are.
  static var isOfImageAlone: Bool { get }
}

extension Measure {
  package var subjects: [StructurePlace] { [] }
  package static var isOfImageAlone: Bool { false }
}

/// A question about one structure, which is its subject.
package protocol StructureMeasure: Measure {
  /// The structure's place in the segmentation.
  var structure: StructurePlace { get }
}

extension StructureMeasure {
  package var subjects: [StructurePlace] { [structure] }
}
