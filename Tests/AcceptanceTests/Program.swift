import Foundation
import TestSupport

/// Runs the built program as a user does.
struct Program {
  struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// The JSON printed on standard output.
    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  /// The program that the build put beside the tests.
  static var path: URL {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "segwarden")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    // Some runners start the tests from elsewhere; the bundle's place is then the test binary's own.
    return Bundle.main.bundleURL.appending(path: "segwarden")
  }

  static func run(_ arguments: String..., environment: [String: String] = [:], in folder: String? = nil) throws -> Run {
    try run(arguments, environment: environment, in: folder)
  }

  static func run(
    _ arguments: [String], environment: [String: String] = [:], in workingFolder: String? = nil, input: String? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    if let workingFolder { process.currentDirectoryURL = URL(filePath: workingFolder) }
    var variables = ProcessInfo.processInfo.environment
    // Without the last, dictionaries have another order in every process, as they do for users.
    for name in [
      "SEGWARDEN_POLICIES", "SEGWARDEN_PROMPTS", "SEGWARDEN_API_KEY", "OPENAI_API_KEY", "SWIFT_DETERMINISTIC_HASHING",
    ] {
      variables[name] = nil
    }
    let folder = try Scratch()
    // The answers and results that the user's own runs keep are no business of tests.
    variables["SEGWARDEN_CACHE"] = folder.file("cache")
    variables["SEGWARDEN_STORE"] = folder.file("results.sqlite")
    process.environment = variables.merging(environment) { $1 }
    // Files instead of pipes: a program that writes more than a pipe holds would wait for ever.
    let (out, err) = (folder.file("out"), folder.file("err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: try text(of: out), errors: try text(of: err))
  }

  /// Through a handle: Foundation's readers of whole files leak their buffer when a file is empty.
  private static func text(of file: String) throws -> String {
    let handle = try FileHandle(forReadingFrom: URL(filePath: file))
    defer { try? handle.close() }
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }
}

/// A file of this test target.
func resource(_ path: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: path).path
}
