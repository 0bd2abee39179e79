internal import Anatomy
internal import Cases
internal import Diagnostics
internal import Formats
internal import FoundationEssentials
package import PolicyLanguage
internal import PolicyTesting
internal import SegWarden
internal import Shipped

/// Finds the tests that stand beside policies, and the phantoms that they name.
package enum PolicyTestLibrary {
  /// The tests, read; and the folder that their paths start from. Throws a `ProgramError` with all mistakes.
  static func file(_ tests: PolicySource, of policy: Policy) throws -> (file: PolicyTestFile, folder: String) {
    let folder = tests.file.lastIndex(of: "/").map { String(tests.file[...$0]) } ?? ""
    let read = PolicyTestReader.read(tests, of: policy) { recipe(named: $0, beside: folder) }
    guard let file = read.file else {
      let list = read.diagnostics.map { $0.rendered(source: tests.text) }.joined(separator: "\n")
      throw ProgramError(.configuration, "the tests of \(policy.id) cannot be used.\n\(list)")
    }
    return (file, folder)
  }

  /// A policy's tests, ready to run. Throws a `ProgramError` with all mistakes.
  ///
  /// - Parameter name: of the policy, or its file; cases with settings read it again.
  static func run(_ tests: PolicySource, of policy: Policy, name: String) throws -> PolicyTestRun {
    let (file, folder) = try file(tests, of: policy)
    return PolicyTestRun(
      policy: policy, file: file,
      resetting: { settings in (try? PolicyLibrary().policy(name, settings: settings))?.policy },
      reading: { path, image, labels in
        func found(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
        let export = Export(path: found(path), image: image.map(found), labels: labels.map(found))
        let source = try image.map { try ImageSource(path: found($0), needed: policy.needsImage) }
        let read = try export.read(image: source, within: policy.gridTolerance)
        return (read.segmentation.named(byFile: export.fileStem, for: policy), source?.volume, source?.grid)
      })
  }

  /// What a policy's tests say that it does not notice, a sentence each; nil where there are no tests, or none with
  /// mutations.
  package static func unnoticed(by policy: Policy, tests: PolicySource?) throws -> [String]? {
    guard let tests, let plan = try file(tests, of: policy).file.mutations else { return nil }
    let exceptions = plan.exceptions.map { exception in
      let option = exception.option.map { " (\($0))" } ?? ""
      let label = exception.subject.map { " of `\($0)`" } ?? ""
      return "It does not claim to notice the fault `\(exception.fault.rawValue)`\(label)\(option): \(exception.reason)"
    }
    let claims = plan.claims.map { claims in
      ["It claims to notice these faults alone: \(claims.map { "`\($0.rawValue)`" }.joined(separator: ", "))"]
    }
    return (claims ?? []) + exceptions
  }

  /// The tests of a shipped policy; nil when it has none.
  package static func shippedTests(of name: String) -> PolicySource? {
    Shipped.policyTests().first { $0.name == name }.map {
      PolicySource(file: "<built-in>/\(name).test.yaml", text: $0.text)
    }
  }

  /// `NAME.test.yaml` beside a policy's file; of a shipped policy the shipped one.
  static func tests(of entry: PolicyLibrary.Entry, id: String) throws -> PolicySource {
    if entry.file.hasPrefix("<built-in>/") {
      guard let tests = shippedTests(of: entry.name) else {
        throw ProgramError(.configuration, "\(entry.name): there are no tests of this policy.")
      }
      return tests
    }
    let path = FirstTest.path(beside: entry.file)
    guard FileManager.default.fileExists(atPath: path) else {
      throw ProgramError(
        .configuration,
        """
        \(path): there are no tests of this policy; write them into this file. A first one:
          tests: \(id)
          cases:
            - {case: a sound export, export: EXPORT.nii.gz, decision: accept}
          mutations: {of: a sound export}
        """)
    }
    do {
      return PolicySource(file: path, text: String(decoding: try FileText.bytes(path), as: UTF8.self))
    } catch let error as ReadError {
      throw ProgramError(.configuration, "\(path): \(error.message)")
    }
  }

  /// A recipe beside the tests or in `phantoms/` there, else a shipped one.
  private static func recipe(named name: String, beside folder: String) -> (file: String, text: String)? {
    for path in ["\(folder)\(name).yaml", "\(folder)phantoms/\(name).yaml"]
    where FileManager.default.fileExists(atPath: path) {
      if let bytes = try? FileText.bytes(path) { return (path, String(decoding: bytes, as: UTF8.self)) }
    }
    return Shipped.phantoms().first { $0.name == name }.map { ("<built-in>/phantoms/\(name).yaml", $0.text) }
  }
}
