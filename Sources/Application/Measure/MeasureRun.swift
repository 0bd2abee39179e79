internal import Authoring
package import Cases
internal import Evaluation
internal import Formats
internal import Geometry
internal import JSON
internal import Measurements
internal import Report
internal import Volume
internal import Wording

/// How measures are printed.
package enum MeasureFormat: String, CaseIterable, Sendable {
  case json, csv, table, markdown
}

/// `segwarden measure`: reads exports and prints what was measured, without judging.
package struct MeasureRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var exports: [String]
    package var labels: String?
    package var image: String?
    /// Names of measures or of their numbers, comma-separated; nil means all.
    package var measures: String?
    /// Pairs of names or values, each with a colon between; empty means those worth looking at.
    package var pairs: [String]
    /// Millimetres, comma-separated, for files that give no spacing.
    package var spacing: String?
    /// Two intensities with a comma between: voxels outside are counted.
    package var window: String?
    /// How many structures at once; nil: one per core.
    package var jobs: Int?
    /// What the files of one export may take.
    package var limits: ReadingLimits

    package init(
      exports: [String], labels: String? = nil, image: String? = nil, measures: String? = nil, pairs: [String] = [],
      spacing: String? = nil, window: String? = nil, jobs: Int? = nil,
      limits: ReadingLimits = .standard
    ) {
      self.exports = exports
      self.labels = labels
      self.image = image
      self.measures = measures
      self.pairs = pairs
      self.spacing = spacing
      self.window = window
      self.jobs = jobs
      self.limits = limits
    }
  }

  private let exports: [Export]
  private let names: Set<String>?
  private let pairs: [StructurePair]
  private let spacing: SIMD3<Double>?
  private let window: ClosedRange<Double>?
  private let jobs: Int?

  /// The names of all measures.
  package static var names: [String] { MeasureCatalogue.entries.map(\.name) }

  package init(_ options: Options) throws {
    exports = options.exports.map {
      var export = Export(path: $0, image: options.image, labels: options.labels)
      export = options.limits.applied(to: export)
      return export
    }
    names = try options.measures.map { try Self.chosen($0, hasImage: options.image != nil) }
    pairs = try options.pairs.map(StructurePair.init)
    spacing = try options.spacing.map(Self.lengths)
    window = try options.window.map(Self.intensities)
    jobs = options.jobs
    guard window == nil || options.image != nil else {
      throw ProgramError(.usage, "--window counts intensities of the image; give it with --image.")
    }
    guard options.image == nil || exports.count == 1 else {
      throw ProgramError(
        .usage, "--image belongs to one export, and \(exports.count) are given; measure them one by one.")
    }
  }

  /// Prints the catalogue instead of measuring.
  package static func list(as format: MeasureFormat) throws {
    switch format {
    case .json: Console.print(try MeasureReference.json.text(.indented))
    case .csv: Console.print(TextTable(MeasureReference.rows).csv)
    // Definitions are too long for columns.
    case .table:
      Console.print(TextTable(MeasureReference.rows.map { Array($0.prefix(7)) }).aligned)
      Console.print("\nNumbers that policies name:\n")
      Console.print(TextTable(NumberReference.rows).aligned)
    case .markdown: Console.print(MeasureReference.page)
    }
  }

  private static func chosen(_ list: String, hasImage: Bool) throws -> Set<String> {
    var chosen: Set<String> = []
    for name in list.split(separator: ",").map({ $0.filter { $0 != " " } }) {
      guard let entry = MeasureCatalogue.entry(named: name) else {
        throw ProgramError(
          .usage,
          "there is no measure or number “\(name)”; known measures are \(names.joined(separator: ", ")). See `segwarden measure --list`."
        )
      }
      guard hasImage || !entry.needsImage else {
        throw ProgramError(.usage, "“\(name)” is measured in the image; give it with --image.")
      }
      chosen.insert(entry.name)
    }
    return chosen
  }

  private static func lengths(_ list: String) throws -> SIMD3<Double> {
    let numbers = list.split(separator: ",").map { Double($0.filter { $0 != " " }) }
    let known = numbers.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    guard known.count == numbers.count, (1...3).contains(known.count) else {
      throw ProgramError(
        .usage, "--spacing takes one to three positive numbers of millimetres, such as 0.5 or 0.7,0.7,3; not “\(list)”."
      )
    }
    let (i, j) = (known[0], known.count > 1 ? known[1] : known[0])
    return SIMD3(i, j, known.count > 2 ? known[2] : known.count > 1 ? 1 : i)
  }

  private static func intensities(_ list: String) throws -> ClosedRange<Double> {
    let numbers = list.split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
    guard numbers.count == 2, list.split(separator: ",").count == 2, numbers[0] <= numbers[1] else {
      throw ProgramError(
        .usage, "--window takes two intensities, the lower first, such as --window=-150,250; not “\(list)”.")
    }
    return numbers[0]...numbers[1]
  }

  /// Prints one document per export (a JSON array for several) to standard output, failures to standard error, each as
  /// soon as it is measured. An export that cannot be read does not stop the others.
  package func print(as format: MeasureFormat) async throws -> ExitStatus {
    var status = ExitStatus.success
    var printer = MeasurePrinter(format: format, isList: exports.count > 1)
    for export in exports {
      do {
        try printer.print(try await document(of: export), name: export.name)
      } catch let error as ReadError {
        Console.warn("\(export.path): \(error.message)")
        status = error.status
      }
    }
    printer.finish()
    return status
  }

  private func document(of export: Export) async throws -> JSONValue {
    let image = try export.image.map { try ImageSource(path: $0, needed: true, budget: export.budget) }
    var read = try export.read(image: image)
    let assumed = read.segmentation.grid.spacing == nil ? spacing : nil
    if let assumed { read = read.assuming(spacing: assumed) }
    let segmentation = read.segmentation
    for note in read.notes { Console.warn("\(export.path): \(note)") }
    for problem in segmentation.problems {
      Console.warn("\(export.path): \(problem.structure): \(problem.message)")
    }
    for discrepancy in segmentation.discrepancies {
      Console.warn("\(export.path): \(discrepancy.readings.message(of: discrepancy.owner))")
    }
    let scene = Scene(segmentation: segmentation, image: image?.volume)
    if let problem = scene.imageProblem { Console.warn("\(export.path): \(problem)") }
    let dimensions = scene.grid.dimensions
    let unfit = MeasureCatalogue.entries.filter {
      names?.contains($0.name) == true && !$0.dimensions.includes(dimensions)
    }
    for entry in unfit {
      Console.warn(
        "\(export.path): “\(entry.name)” is not measured in \(dimensions == 2 ? "two" : "three") dimensions.")
    }
    let chosen = try pairs.map { try $0.places(in: segmentation) }
    let request = MeasureRequest(
      names: names, pairs: chosen.isEmpty ? nil : chosen, jobs: jobs, assumedSpacing: assumed, window: window)
    return await MeasureDocument(of: scene, request).json
  }
}

/// Two structures as a user names them: `kidney_left:kidney_right`, or `2:3`.
private struct StructurePair: Sendable {
  private let names: [String]

  init(_ text: String) throws {
    names = text.split(separator: ":").map(String.init)
    guard names.count == 2 else {
      throw ProgramError(.usage, "--pairs takes two names or values with a colon between, such as 2:3; not “\(text)”.")
    }
  }

  /// The places of the two; throws when the export has no such structure.
  func places(in segmentation: Segmentation) throws -> (StructurePlace, StructurePlace) {
    let places = try names.map { name in
      let value = Int(name)
      let found = segmentation.ownPlaces.filter {
        segmentation[$0].name == name || segmentation[$0].value == value
      }
      guard found.count < 2 else {
        let values = found.map { "\(segmentation[$0].value)" }.joined(separator: ", ")
        throw ReadError(
          code: .notFound,
          message:
            "\(found.count) structures are “\(name)” for --pairs; name the one that is meant by its value (\(values)).")
      }
      guard let place = found.first else {
        let known = segmentation.structures.map { $0.name ?? "\($0.value)" }
        throw ReadError(
          code: .notFound,
          message: "there is no structure “\(name)” for --pairs; known are \(known.joined(separator: ", ")).")
      }
      return place
    }
    return (places[0], places[1])
  }
}
