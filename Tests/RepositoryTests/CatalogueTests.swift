import Foundation
import TestSupport
import Testing

/// Lists that the compiler does not complete: what a folder declares and its list leaves out would be built, and never
/// used, without a word.
@Suite struct CatalogueTests {
  /// A list in the sources, and the folder that declares what belongs into it.
  struct Catalogue: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let folder: String
    /// What declares a member, as an expression whose one group is its name.
    let declaration: String
    /// The file with the list.
    let list: String
    /// A member in the list, as an expression with § for its name.
    let entry: String

    init(_ name: String, _ folder: String, _ declaration: String, in list: String, _ entry: String) {
      (testDescription, self.folder, self.declaration) = (name, folder, declaration)
      (self.list, self.entry) = (list, entry)
    }
  }

  static let all = [
    Catalogue(
      "measures", "Sources/Geometry/Measures",
      #"(?m)^(?:package )?(?:struct|enum|extension) (\w+)[^{]*\{\n(?:(?!\}).*\n)*?  package static (?:let|var) entry\b"#,
      in: "Sources/Geometry/Catalogue/MeasureCatalogue.swift", #"\b§\.entry\b"#),
    Catalogue(
      "kinds of expectation", "Sources/Evaluation/Kinds", conforming(to: "(?:JudgedKind|MeasuredKind)"),
      in: "Sources/Evaluation/ExpectationKinds.swift", #"\b§\.self\b"#),
    Catalogue(
      "mutations", "Sources/Mutations/Kinds", conforming(to: "Mutation"),
      in: "Sources/Mutations/MutationCatalogue.swift", #"\b§\.self\b"#),
    Catalogue(
      "formats", "Sources/Formats", conforming(to: "Format"), in: "Sources/Formats/FormatRegistry.swift",
      #"\b§\.self\b"#),
    Catalogue(
      "forms of label tables", "Sources/Formats/LabelTables", conforming(to: "LabelTableForm"),
      in: "Sources/Formats/LabelTables/LabelTableRegistry.swift", #"\b§\.self\b"#),
    Catalogue(
      "model providers", "Sources/LanguageModel/Providers", conforming(to: "Provider"),
      in: "Sources/LanguageModel/Providers/Provider.swift", #"\b§\(\)"#),
    Catalogue(
      "reports about cases", "Sources/Report/Cases", conforming(to: "CaseReport"),
      in: "Sources/Report/Cases/CaseReportFormat.swift", #"\b§\("#),
    Catalogue(
      "families of inputs to fuzz", "Fuzz/Sources/Families", #"static let (\w+) = Family\("#,
      in: "Fuzz/Sources/Family.swift", #"\.§\b"#),
  ]

  private static func conforming(to type: String) -> String { #"(?:struct|enum) (\w+): [^{]*\b\#(type)\b"# }

  /// The Swift files of a folder.
  private static func texts(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: Checkout.file(folder).path).filter { $0.hasSuffix(".swift") }
      .sorted().map { try Checkout.text("\(folder)/\($0)") }
  }

  /// What the one group of an expression takes, wherever it matches.
  private static func groups(_ expression: String, in texts: [String]) throws -> [String] {
    let regex = try Regex(expression)
    return texts.flatMap { text in text.matches(of: regex).compactMap { $0.output[1].substring.map(String.init) } }
  }

  @Test(arguments: all)
  func `a list holds all that its folder declares`(catalogue: Catalogue) throws {
    let declared = try Self.groups(catalogue.declaration, in: Self.texts(catalogue.folder))
    #expect(declared.count > 3)
    let list = try Checkout.text(catalogue.list)
    for name in declared {
      let entry = try Regex(catalogue.entry.replacing("§", with: name))
      #expect(list.contains(entry), "\(catalogue.list) lacks \(name)")
    }
  }

  /// The formats' types.
  private static func formats() throws -> [String] {
    try groups(conforming(to: "Format"), in: texts("Sources/Formats"))
  }

  @Test func `every format has its tests, a family of inputs to fuzz, and its row in the README`() throws {
    let fuzzed = try Self.texts("Fuzz/Sources/Families").joined()
    let rows = try Checkout.text("README.md").split(separator: "\n").filter { $0.hasPrefix("| ") }.joined()
    for format in try Self.formats() {
      let tests = Checkout.file("Tests/FormatsTests/\(format)").path
      #expect(FileManager.default.fileExists(atPath: tests), "there is no Tests/FormatsTests/\(format)")
      let isFuzzed = fuzzed.contains(try Regex(#"\b\#(format)\.self\b"#))
      #expect(isFuzzed, "no family in Fuzz/Sources/Families reads \(format)")
      let text = try Checkout.text("Sources/Formats/\(format)/\(format).swift")
      let endings = try Self.groups(#""(\.\w+)""#, in: Self.groups(#"static let endings = \[(.*)\]"#, in: [text]))
      #expect(!endings.isEmpty)
      #expect(endings.contains { rows.contains("`\($0)`") }, "the README's table lacks \(format)")
    }
  }

  /// Answers under one name would be read back as each other's.
  @Test func `every stored measure has a name of its own`() throws {
    let names = try Self.groups(#"static let storedName = "(.*)""#, in: Self.texts("Sources/Geometry"))
    #expect(names.count > 20)
    #expect(Set(names).count == names.count)
  }
}
