internal import Anatomy
package import Cases
internal import Formats
internal import FoundationEssentials
internal import Mutations
internal import Volume

/// `segwarden mutate`: makes faults on purpose, and says beside each file what was done.
package struct MutateRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var export: Export
    /// Kinds with options, such as `island:label=liver`.
    package var specs: [String]
    /// The standard set as well.
    package var all: Bool
    /// The folder to write into.
    package var output: String
    package var seed: Int
    /// Of specs that say none: a number, or a range to draw from; nil: kinds with a default form keep it.
    package var severity: String?
    /// What image-leak follows.
    package var image: String?
    /// Another case's masks, for wrong-case.
    package var other: String?

    package init(export: Export, specs: [String], all: Bool = false, output: String, seed: Int = 0) {
      self.export = export
      self.specs = specs
      self.all = all
      self.output = output
      self.seed = seed
    }
  }

  private let options: Options
  private let specs: [Wanted]

  /// A fault of the standard sort, or one with a severity.
  private enum Wanted {
    case standard(MutationSpec)
    case graded(GradedSpec)

    var text: String {
      switch self {
      case .standard(let spec): spec.text
      case .graded(let spec): spec.text
      }
    }

    /// What files are named after.
    var kind: String {
      switch self {
      case .standard(let spec): spec.fault.rawValue
      case .graded(let spec): spec.kind.rawValue
      }
    }

    var options: [String] {
      switch self {
      case .standard(let spec): spec.options.map(\.text)
      case .graded(let spec): spec.options.map(\.text)
      }
    }
  }

  /// Throws when a spec has a mistake.
  package init(_ options: Options) throws {
    self.options = options
    do {
      let severity = try options.severity.map { (text) throws(MutationError) in try GradedSpec.severity(text) }
      specs = try options.specs.map { (text) throws(MutationError) in
        if let graded = try GradedSpec(parsing: text, severity: severity) { return .graded(graded) }
        return .standard(try MutationSpec(parsing: text))
      }
    } catch {
      throw ProgramError(.usage, error.message)
    }
  }

  /// Prints the kinds and what they do.
  package static func list() -> ExitStatus {
    let width = MutationCatalogue.kinds.map { $0.name.count }.max() ?? 0
    func line(_ name: String, _ words: String) {
      Console.print(name + String(repeating: " ", count: max(0, width - name.count)) + "  " + words)
    }
    for kind in MutationCatalogue.kinds { line(kind.name, kind.summary) }
    Console.print("\nAs models make them, with a severity from 0.01 to 1 (severity=0.4, or a range to draw from):")
    for kind in GradedSpec.only { line(kind.rawValue, kind.words + ".") }
    let others = GradedFault.allCases.filter { !GradedSpec.only.contains($0) }.map(\.rawValue)
    Console.print("With a severity they are made so too: \(others.joined(separator: ", ")).")
    return .success
  }

  /// Writes one export and its sidecar for each mutation, and prints their names. A mutation that was asked for and
  /// cannot be made is told and fails the run; of the standard set such are passed over. One that cannot be made does
  /// not stop the others.
  package func run() throws -> ExitStatus {
    let export = options.export
    let read: ReadExport
    do {
      read = try export.read()
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(export.path): \(error.message)")
    }
    for note in read.notes { Console.warn("\(export.path): \(note)") }
    for problem in read.segmentation.problems {
      Console.warn("\(export.path): \(problem.structure): \(problem.message) It is left out.")
    }
    let image = try Self.image(options.image, for: export)
    let other = try options.other.map { path in
      do {
        return try Export(path: path, labels: export.labels).read().segmentation
      } catch let error as ReadError {
        throw ProgramError(error.status, "\(path): \(error.message)")
      }
    }
    let standard = options.all ? MutationCatalogue.standard(for: read.segmentation).map(Wanted.standard) : []
    let writer = try MutatedExportWriter(
      folder: options.output, stem: export.name, form: .init(of: read.segmentation, path: export.path))
    let names = Self.names(specs + standard)
    var (status, made) = (ExitStatus.success, 0)
    for (number, spec) in (specs + standard).enumerated() {
      do {
        let seed = UInt64(clamping: options.seed)
        let mutated =
          switch spec {
          case .standard(let spec): try spec.apply(to: read.segmentation, seed: seed)
          case .graded(let spec): try spec.apply(to: read.segmentation, image: image, other: other, seed: seed)
          }
        let name = try writer.write(
          mutated, of: read.segmentation, spec: spec.text, kind: spec.kind, as: names[number])
        Console.print("\(name): \(mutated.sentence)")
        made += 1
      } catch let error as MutationError {
        guard number < specs.count else { continue }
        Console.warn("\(spec.text): \(error.message)")
        status = error.code == .noSuchLabel ? .noInput : .badInput
      }
    }
    if made < standard.count, specs.isEmpty {
      Console.warn(
        "\(standard.count - made) of the \(standard.count) standard mutations are not possible in this export.")
    }
    return made == 0 && status == .success ? .badInput : status
  }

  private static func image(_ path: String?, for export: Export) throws -> IntensityVolume? {
    guard let path else { return nil }
    do {
      return try ImageSource(path: path, needed: true, budget: export.budget).volume
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(path): \(error.message)")
    }
  }

  /// What follows the stem: the fault, and where it is asked for more than once also the options that tell one from
  /// another.
  private static func names(_ specs: [Wanted]) -> [String] {
    var taken: Set<String> = []
    return specs.map { spec in
      let isAlone = specs.count { $0.kind == spec.kind } == 1
      let parts = [spec.kind] + (isAlone ? [] : spec.options)
      let name = MutatedExportWriter.fileName(parts.joined(separator: "-"))
      var (free, number) = (name, 2)
      while !taken.insert(free).inserted {
        free = "\(name)-\(number)"
        number += 1
      }
      return free
    }
  }
}
