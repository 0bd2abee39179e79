internal import Authoring
internal import Cases
internal import Concurrency
internal import Evaluation
internal import Formats
internal import FoundationEssentials
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
    /// Exports, folders and patterns of them, and `-` for a list on standard input.
    package var exports: [String]
    /// A list of further cases: see `CaseSource`.
    package var manifest: String?
    /// A label table for cases that name none.
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
    /// How many cases at once, or structures of a case alone; nil: one per core.
    package var jobs: Int?
    /// What the files of one export may take.
    package var limits: ReadingLimits

    package init(
      exports: [String], manifest: String? = nil, labels: String? = nil, image: String? = nil, measures: String? = nil,
      pairs: [String] = [], spacing: String? = nil, window: String? = nil, jobs: Int? = nil,
      limits: ReadingLimits = .standard
    ) {
      self.exports = exports
      self.manifest = manifest
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

  private let cases: [ListedCase]
  /// Whether several documents may come, whatever their number.
  private let isList: Bool
  private let names: Set<String>?
  private let pairs: [StructurePair]
  private let spacing: SIMD3<Double>?
  private let window: ClosedRange<Double>?
  private let jobs: Int?

  /// The names of all measures.
  package static var names: [String] { MeasureCatalogue.entries.map(\.name) }

  package init(_ options: Options) throws {
    cases = try Self.listed(options)
    isList = options.manifest != nil || cases.count > 1
    let hasImages = cases.contains { $0.export?.image != nil }
    names = try options.measures.map { try Self.chosen($0, hasImage: hasImages) }
    pairs = try options.pairs.map(StructurePair.init)
    spacing = try options.spacing.map(Self.lengths)
    window = try options.window.map(Self.intensities)
    jobs = options.jobs
    guard window == nil || hasImages else {
      throw ProgramError(.usage, "--window counts intensities of the image; give it with --image.")
    }
    guard options.image == nil || cases.count == 1 else {
      throw ProgramError(
        .usage,
        "--image belongs to one export, and \(cases.count) are given; give a list with a column `image` (--manifest).")
    }
  }

  /// The cases, each with a name of its own. Tells what was left out, and what is wrong with a list's rows.
  private static func listed(_ options: Options) throws -> [ListedCase] {
    let named = try options.exports.map { path in
      path == "-" ? try CaseSource.list(at: path) : CaseSource.named(Export(path: path, image: options.image), for: [])
    }
    let lists = try named + [options.manifest].compactMap(\.self).map { try CaseSource.list(at: $0) }
    for text in lists.flatMap({ $0.notes + [$0.mistakes].compactMap(\.self) }) { Console.note(text) }
    let distinct = DistinctNames.given(to: lists.flatMap(\.cases))
    if let note = distinct.note { Console.warn(note) }
    return distinct.cases.map { listed in
      let export = listed.export.map { export in
        var export = options.limits.applied(to: export)
        if let labels = options.labels, export.labels == nil || export.hasFoundLabels {
          (export.labels, export.hasFoundLabels) = (labels, false)
        }
        return export
      }
      return ListedCase(name: listed.name, export: export, mistakes: listed.mistakes)
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
  /// soon as it and those before it are measured. An export that cannot be read does not stop the others.
  package func print(as format: MeasureFormat) async throws -> ExitStatus {
    var failures: [ExitStatus] = []
    var printer = MeasurePrinter(format: format, isList: isList)
    let pool = OrderedPool(
      atMost: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      memory: cases.count > 1 ? MachineMemory.usable : nil, ahead: 64)
    _ = try await pool.run(cases) { listed in
      listed.export.map { CaseWeight.bytes(of: $0, readsImage: $0.image != nil) } ?? 0
    } work: { _, listed in
      await measured(listed)
    } deliver: { number, measured in
      for note in measured.notes { Console.warn(note) }
      switch measured.result {
      case .success(let document): try printer.print(document, name: cases[number].name)
      case .failure(let error):
        Console.warn(error.message)
        failures.append(error.status)
      }
    }
    printer.finish()
    return CheckRun.weightiest(of: failures) ?? .success
  }

  /// What came of a case, with what a person should know about it.
  private struct Measured: Sendable {
    var notes: [String] = []
    var result: Result<JSONValue, ProgramError>
  }

  private func measured(_ listed: ListedCase) async -> Measured {
    guard let export = listed.export else {
      return Measured(result: .failure(ProgramError(.badInput, "\(listed.name): its row in the list has mistakes.")))
    }
    var notes: [String] = []
    do {
      let document = try await document(of: export, &notes)
      return Measured(notes: notes, result: .success(document))
    } catch {
      return Measured(notes: notes, result: .failure(.reading(export.path, error)))
    }
  }

  private func document(of export: Export, _ notes: inout [String]) async throws -> JSONValue {
    let image = try export.image.map { try ImageSource(path: $0, needed: true, budget: export.budget) }
    var read = try export.read(image: image)
    let assumed = read.segmentation.grid.spacing == nil ? spacing : nil
    if let assumed { read = read.assuming(spacing: assumed) }
    let segmentation = read.segmentation
    notes += read.notes
    notes += segmentation.problems.map { "\($0.structure): \($0.message)" }
    notes += segmentation.discrepancies.map { $0.readings.message(of: $0.owner) }
    let scene = Scene(segmentation: segmentation, image: image?.volume)
    notes += [scene.imageProblem].compactMap(\.self)
    let dimensions = scene.grid.dimensions
    for entry in MeasureCatalogue.entries where names?.contains(entry.name) == true {
      if !entry.dimensions.includes(dimensions) {
        notes.append("“\(entry.name)” is not measured in \(dimensions == 2 ? "two" : "three") dimensions.")
      }
      if entry.needsImage, image == nil { notes.append("“\(entry.name)” is measured in the image, and none is given.") }
    }
    notes = notes.map { "\(export.path): \($0)" }
    let chosen = try pairs.map { try $0.places(in: segmentation) }
    // Several cases keep the cores busy by themselves.
    let request = MeasureRequest(
      names: names, pairs: chosen.isEmpty ? nil : chosen, jobs: cases.count > 1 ? 1 : jobs, assumedSpacing: assumed,
      window: window)
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
