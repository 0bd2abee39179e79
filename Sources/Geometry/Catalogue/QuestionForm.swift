package import Volume

/// How a measure of the catalogue is asked: about one structure, about two, or about the export as a whole. Structures
/// go by their places in the segmentation.
package enum QuestionForm<M: Measure>: Sendable {
  case structure(@Sendable (_ structure: StructurePlace) -> M)
  case pair(@Sendable (_ first: StructurePlace, _ second: StructurePlace) -> M)
  case export(@Sendable () -> M)

  var subject: MeasureSubject {
    switch self {
    case .structure: .structure
    case .pair: .pair
    case .export: .export
    }
  }

  /// The question about as many structures as the subject has.
  func question(_ structures: [StructurePlace]) -> M {
    switch self {
    case .structure(let ask): ask(structures[0])
    case .pair(let ask): ask(structures[0], structures[1])
    case .export(let ask): ask()
    }
  }
}

/// What a measure or a number is about.
package enum MeasureSubject: String, Hashable, Sendable, CaseIterable {
  case structure, pair, export

  /// How many structures it is asked about.
  package var structures: Int {
    switch self {
    case .structure: 1
    case .pair: 2
    case .export: 0
    }
  }
}
