import Foundation
import TestSupport
import Testing

@Suite struct PolicyFormatTests {
  static let untidy = "# Two lines\n\npolicy:   x   # name\nsegwarden: 1\nlabels:\n    a: { value: 1 }\n"
  static let tidy = "# Two lines\n\nsegwarden: 1\npolicy: x   # name\n\nlabels:\n  a: {value: 1}\n"

  private static func text(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
  }

  @Test func `a file is written anew when something changes, and only then`() throws {
    let folder = try Scratch()
    let file = try folder.write(Self.untidy, to: "x.yaml")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    let link = folder.file("link.yaml")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let first = try Program.run("policy", "format", link)
    #expect(first.status == 0)
    #expect(first.output.isEmpty)
    #expect(try Self.text(file) == Self.tidy)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber == 0o640)
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: file)
    #expect(try Program.run("policy", "format", file).status == 0)
    let date = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
    #expect(date == Date(timeIntervalSince1970: 1e9))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["link.yaml", "x.yaml"])
  }

  @Test func `a check prints the diff, writes nothing and ends with 1`() throws {
    let folder = try Scratch()
    let (file, good) = (try folder.write(Self.untidy, to: "x.yaml"), try folder.write(Self.tidy, to: "y.yaml"))
    let run = try Program.run("policy", "format", "--check", good, file)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("--- a/\(file)\n+++ b/\(file)\n@@ -1,6 +1,7 @@\n # Two lines\n"))
    #expect(run.output.contains("\n-policy:   x   # name\n"))
    #expect(try Self.text(file) == Self.untidy)
    #expect(try Program.run("policy", "format", "--check", good).status == 0)
  }

  @Test func `the formatted text goes to standard output when asked`() throws {
    let folder = try Scratch()
    let file = try folder.write(Self.untidy, to: "x.yaml")
    let run = try Program.run("policy", "format", "--stdout", file)
    #expect(run.status == 0)
    #expect(run.output == Self.tidy)
    #expect(try Self.text(file) == Self.untidy)
  }

  @Test func `what cannot be used is told with its place, and the others are formatted`() throws {
    let folder = try Scratch()
    let (bad, file) = (try folder.write("a: [1\n", to: "bad.yaml"), try folder.write(Self.untidy, to: "x.yaml"))
    let run = try Program.run("policy", "format", bad, folder.file("none.yaml"), file)
    #expect(run.status == 78)
    #expect(run.errors.contains("\(bad):1:4: error:"))
    #expect(run.errors.contains("none.yaml"))
    #expect(try Self.text(bad) == "a: [1\n")
    #expect(try Self.text(file) == Self.tidy)
    #expect(try Program.run("policy", "format", folder.file("none.yaml")).status == 66)
    let utf16 = try folder.write([0xFF, 0xFE, 0x61, 0x00], to: "u.yaml")
    #expect(try Program.run("policy", "format", utf16).status == 78)
    #expect(try Program.run("policy", "format", "--check", "--stdout", file).status == 64)
  }
}
