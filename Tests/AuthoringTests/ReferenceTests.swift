import Application
import Authoring
import Evaluation
import Foundation
import JSON
import PolicyLanguage
import Shipped
import TestSupport
import Testing

/// The reference says what the sources say.
@Suite struct ReferenceTests {
  private static let folder = "Documentation/policy-language"

  @Test(arguments: ReferencePages.all(.standard).map(\.path))
  func `a page is what the sources generate`(path: String) throws {
    let page = ReferencePages.all(.standard).first { $0.path == path }?.text
    #expect(try Checkout.text("\(Self.folder)/\(path)") == page, "run `make docs`")
  }

  @Test func `the page of measures is what the sources generate`() throws {
    #expect(try Checkout.text("Documentation/measures.md") == MeasureReference.page + "\n", "run `make docs`")
  }

  @Test func `there is a page for every kind, and no other`() throws {
    let expected = Set(ExpectationKinds.all.map { "\($0.name).md" } + ["README.md"])
    #expect(try Checkout.files(in: "\(Self.folder)/kinds") == expected)
  }

  @Test(arguments: ExpectationKinds.all.map { $0.name })
  func `the example of a kind is an expectation without a mistake`(name: String) throws {
    let kind = try #require(PolicyVocabulary.standard.kind(name))
    let text = ExamplePolicy.text(with: kind.page.example)
    let reading = PolicyReader.read(PolicySource(file: "example.yaml", text: text), vocabulary: .standard)
    #expect(reading.rendered(reading.diagnostics) == "")
    #expect(reading.policy?.expectations.contains { type(of: $0.kind).name == name } == true)
  }

  @Test(arguments: ExpectationKinds.all.map { $0.name })
  func `a kind rests on measures that there are`(name: String) throws {
    let kind = try #require(PolicyVocabulary.standard.kind(name))
    for measure in kind.restsOn { #expect(MeasureWords.page(of: measure) != nil, "\(measure)") }
  }

  /// A kind of numbers says in its fields what is measured; of these the policy chooses, or nothing is measured.
  @Test func `a kind says what it is measured as, but for those that leave it to the policy`() {
    let silent = ExpectationKinds.all.filter { $0.restsOn.isEmpty && !($0 is any MeasuredKind.Type) }.map { $0.name }
    #expect(Set(silent) == ["ask", "assert", "file", "image", "scorecard"])
  }

  @Test func `every key that is read has its meaning, and no other`() {
    #expect(Set(LanguageKeys.task.compactMap(\.key)) == Set(KeyWords.task.keys))
    #expect(
      Set((LanguageKeys.contextWords + LanguageKeys.contextNumber).compactMap(\.key)) == Set(KeyWords.context.keys))
    #expect(Set(LanguageKeys.label.compactMap(\.key)) == Set(KeyWords.label.keys))
    #expect(Set(LanguageKeys.structure.compactMap(\.key)) == Set(KeyWords.structure.keys))
    #expect(Set(LanguageKeys.expectation.compactMap(\.key)) == Set(KeyWords.expectation.keys))
    #expect(Set(LanguageKeys.source.compactMap(\.key)) == Set(KeyWords.source.keys))
    #expect(Set(LanguageKeys.learned.compactMap(\.key)) == Set(KeyWords.learned.keys))
    #expect(Set(LanguageKeys.waiver.compactMap(\.key)) == Set(KeyWords.waiver.keys))
    #expect(Set(LanguageKeys.decision.compactMap(\.key)) == Set(KeyWords.decision.keys))
  }

  @Test func `the guide names every section, clause, setting, unit and function`() throws {
    let guide = try Checkout.text("\(Self.folder)/README.md")
    let keys =
      PolicySection.allCases.map(\.rawValue)
      + [
        LanguageKeys.expectation, LanguageKeys.decision, LanguageKeys.label, LanguageKeys.structure,
        LanguageKeys.waiver,
        LanguageKeys.contextNumber,
      ].joined()
      .compactMap(\.key)
    let functions =
      ConditionPredicate.allCases.map(\.rawValue) + ["all", "any", "count", "sum", "mean", "min", "max", "abs", "over"]
    for word in keys + functions + ["disable", "by", "other", "label.pair", "label.side", "label.name"] {
      #expect(
        guide.contains("`\(word)") || guide.contains("\(word):") || guide.contains("\(word)("),
        "the guide does not name \(word)")
    }
  }

  @Test func `every policy in the guide can be read, and every link leads somewhere`() throws {
    let guide = try Checkout.text("\(Self.folder)/README.md")
    let blocks = guide.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    #expect(blocks.contains { $0.hasPrefix("segwarden: 1") })
    for block in blocks {
      let isPolicy = block.contains("segwarden: 1")
      let isExpectation = block.hasPrefix("- ")
      guard isPolicy || isExpectation else { continue }
      let text = isPolicy ? block : ExamplePolicy.text(with: block)
      let reading = PolicyReader.read(PolicySource(file: "guide.yaml", text: text), vocabulary: .standard) { name in
        name == "ct-kidneys"
          ? Shipped.policies().first { $0.name == name }.map { PolicySource(file: name, text: $0.text) } : nil
      }
      #expect(reading.rendered(reading.diagnostics) == "", "\(block.prefix(60))")
    }
    for link in guide.components(separatedBy: "](").dropFirst() {
      let target = String(link.prefix { $0 != ")" && $0 != "#" })
      if target.isEmpty || target.hasPrefix("http") { continue }
      #expect(
        FileManager.default.fileExists(atPath: Checkout.root.appending(path: "\(Self.folder)/\(target)").path),
        "\(target)")
    }
  }

  @Test(arguments: Shipped.policies().map(\.name))
  func `the page of a shipped policy is what the sources generate`(name: String) throws {
    let text = try #require(Shipped.policies().first { $0.name == name }?.text)
    let policy = try #require(
      PolicyReader.read(PolicySource(file: "<built-in>/\(name).yaml", text: text), vocabulary: .standard).policy)
    let unnoticed = try PolicyTestLibrary.unnoticed(by: policy, tests: PolicyTestLibrary.shippedTests(of: name))
    #expect(
      try Checkout.text("Documentation/policies/\(name).md") == PolicyDocument(policy, unnoticed: unnoticed).markdown,
      "run `make docs`")
  }

  @Test func `there is a page for every shipped policy, and no other`() throws {
    #expect(try Checkout.files(in: "Documentation/policies") == Set(Shipped.policies().map { "\($0.name).md" }))
  }

  @Test func `the schema is what the sources generate`() throws {
    let text = try PolicySchema(.standard).document.text(.indented) + "\n"
    #expect(try Checkout.text("Documentation/schema/policy.v1.schema.json") == text, "run `make docs`")
  }
}
