import Foundation
import JSON
import Testing

/// The official test suite of JSON Schema (draft 2020-12), where `Scripts/json-schema-suite` has brought it.
@Suite struct JSONSchemaSuiteTests {
  private static let folder = ProcessInfo.processInfo.environment["JSON_SCHEMA_SUITE"]

  @Test(.enabled(if: folder != nil, "Scripts/json-schema-suite brings the suite and runs this"))
  func `every schema that is understood judges as the suite says, and the others are refused`() throws {
    let folder = URL(filePath: try #require(Self.folder))
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    var judged = 0
    var refused = 0
    for file in files {
      let groups = try JSONValue(parsing: String(contentsOf: file, encoding: .utf8)).array ?? []
      for group in groups {
        guard let schema = try? JSONSchema(#require(group["schema"])) else {
          refused += 1
          continue
        }
        for test in group["tests"]?.array ?? [] {
          let value = try #require(test["data"])
          let wanted = test["valid"] == .bool(true)
          judged += 1
          #expect(
            schema.violations(of: value).isEmpty == wanted,
            "\(file.lastPathComponent): \(group["description"]?.string ?? ""): \(test["description"]?.string ?? "")")
        }
      }
    }
    print("JSON Schema's suite: \(judged) values judged, \(refused) schemas refused as not understood.")
    #expect(judged > 300)
  }
}
