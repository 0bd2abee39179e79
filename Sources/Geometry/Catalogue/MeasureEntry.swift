package import Volume

/// A measure as the catalogue has it, declared by the measure itself: its question, what is said about it, how its
/// answer is reported, and the numbers of it that policies can name.
package struct MeasureEntry: Sendable {
  /// What a measure's cost grows with, cheapest first.
  package enum Cost: String, Sendable, CaseIterable {
    case runs
    case surface
    case voxels
    case image
  }

  /// The grids that a measure is made for.
  package enum Dimensions: String, Sendable {
    case two = "2"
    case three = "3"
    case both = "2, 3"

    package func includes(_ dimensions: Int) -> Bool {
      switch self {
      case .two: dimensions == 2
      case .three: dimensions == 3
      case .both: true
      }
    }
  }

  /// What `--measures` calls it.
  package let name: String
  package let subject: MeasureSubject
  /// The names of the fields that it reports.
  package let fields: [FieldName]
  /// The unit, such as `mm³`; empty for counts.
  package let unit: String
  package let dimensions: Dimensions
  package let cost: Cost
  package let needsImage: Bool
  /// One sentence: the definition.
  package let definition: String
  /// Where the definition comes from, if it is not plain counting.
  package let source: String?
  private let ask: @Sendable (_ structures: [StructurePlace]) -> any Measure
  private let report: @Sendable (_ structures: [StructurePlace], _ scene: Scene) -> [ReportedField]
  private let declared: @Sendable (_ entry: MeasureEntry) -> [MeasureNumber]

  /// A measure with the numbers of its own answer.
  ///
  /// - Parameters:
  ///   - numbers: empty where nothing in the answer can be limited.
  ///   - reported: the fields of an answer in a scene, in the order in which they are written.
  package init<M: Measure>(
    _ form: QuestionForm<M>, name: String, fields: [FieldName], unit: String, dimensions: Dimensions = .both,
    cost: Cost = .runs, needsImage: Bool = false, definition: String, source: String? = nil,
    numbers: [NumberOf<M>] = [], reported: @escaping @Sendable (M.Value, Scene) -> [ReportedField]
  ) {
    self.init(
      form, name: name, fields: fields, unit: unit, dimensions: dimensions, cost: cost, needsImage: needsImage,
      definition: definition, source: source, numbers: numbers, of: form, reported: reported)
  }

  /// A measure that reports what policies ask of another question: a table of the export, with the numbers of its
  /// structures.
  package init<M: Measure, Asked: Measure>(
    _ form: QuestionForm<M>, name: String, fields: [FieldName], unit: String, dimensions: Dimensions = .both,
    cost: Cost = .runs, needsImage: Bool = false, definition: String, source: String? = nil,
    numbers: [NumberOf<Asked>], of asked: QuestionForm<Asked>,
    reported: @escaping @Sendable (M.Value, Scene) -> [ReportedField]
  ) {
    self.name = name
    self.fields = fields
    self.unit = unit
    self.dimensions = dimensions
    self.cost = cost
    self.needsImage = needsImage
    self.definition = definition
    self.source = source
    subject = form.subject
    ask = { form.question($0) }
    report = { structures, scene in reported(scene[form.question(structures)], scene) }
    declared = { entry in numbers.map { MeasureNumber($0, asked, of: entry) } }
  }

  /// The question about structures, by their places: as many as the subject has.
  package func question(_ structures: [StructurePlace] = []) -> any Measure { ask(structures) }

  /// What the answer about structures says.
  package func reported(_ structures: [StructurePlace] = [], in scene: Scene) -> [ReportedField] {
    report(structures, scene)
  }

  /// The numbers that policies can name.
  package var numbers: [MeasureNumber] { declared(self) }
}
