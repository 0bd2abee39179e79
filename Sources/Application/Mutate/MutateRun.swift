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

    package init(export: Export, specs: [String], all: Bool = false, output: String, seed: Int = 0) {
      self.export = export
      self.specs = specs
      self.all = all
      self.output = output
      self.seed = seed
    }
  }

  private let options: Options
  private let specs: [MutationSpec]

  /// Throws when a spec has a mistake.
  package init(_ options: Options) throws {
    self.options = options
    do {
      specs = try options.specs.map { try MutationSpec(parsing: $0) }
    } catch let error as MutationError {
      throw ProgramError(.usage, error.message)
    }
  }

  /// Prints the kinds and what they do.
  package static func list() -> ExitStatus {
    let width = MutationCatalogue.kinds.map { $0.name.count }.max() ?? 0
    for kind in MutationCatalogue.kinds {
      Console.print(kind.name + String(repeating: " ", count: width - kind.name.count) + "  " + kind.summary)
    }
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
    let standard = options.all ? MutationCatalogue.standard(for: read.segmentation) : []
    let writer = try MutatedExportWriter(
      folder: options.output, stem: export.name, form: .init(of: read.segmentation, path: export.path))
    let names = Self.names(specs + standard)
    var (status, made) = (ExitStatus.success, 0)
    for (number, spec) in (specs + standard).enumerated() {
      do {
        let mutated = try spec.apply(to: read.segmentation, seed: UInt64(clamping: options.seed))
        let name = try writer.write(mutated, spec: spec.text, as: names[number])
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

  /// What follows the stem: the fault, and where it is asked for more than once also the options that tell one from
  /// another.
  private static func names(_ specs: [MutationSpec]) -> [String] {
    var taken: Set<String> = []
    return specs.map { spec in
      let fault = spec.fault.rawValue
      let isAlone = specs.count { $0.fault == spec.fault } == 1
      let parts = [fault] + (isAlone ? [] : spec.options.map(\.text))
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
