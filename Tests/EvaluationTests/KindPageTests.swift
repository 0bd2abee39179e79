import Evaluation
import PolicyLanguage
import Testing

/// The kinds' pages: `Sources/Evaluation/Kinds/NAME/page.md`.
@Suite struct KindPageTests {
  @Test(arguments: ExpectationKinds.all.map { $0.name })
  func `every kind has a page with all its sections`(name: String) throws {
    let read = try #require(KindPages.read[name], "there is no Sources/Evaluation/Kinds/\(name)/page.md")
    let page = try read.get()
    for text in [page.summary, page.why, page.judged, page.remedy] { #expect(text.hasSuffix(".")) }
    #expect(page.example.contains("\(name):"))
  }

  @Test func `every page belongs to a kind`() {
    #expect(Set(KindPages.read.keys) == Set(ExpectationKinds.all.map { $0.name }))
  }

  private static let sections = [
    "# size\n\nThe size,\nin mL.\n", "## Why\n\nMasks leak.\n", "## Example\n\n```yaml\n# a size\n- size: 3 mL\n```\n",
    "## How it is judged\n\nPass inside,\nfail\noutside.\n\nElse unknown.\n", "## When it fails\n\nLook.\n",
  ]

  @Test func `a page is read section by section, and its lines are joined to paragraphs`() throws {
    let page = try KindPage(of: "size", markdown: Self.sections.joined(separator: "\n"))
    let expected = KindPage(
      summary: "The size, in mL.", why: "Masks leak.", example: "# a size\n- size: 3 mL",
      judged: "Pass inside, fail outside.\n\nElse unknown.", remedy: "Look.")
    #expect(page == expected)
  }

  @Test(arguments: sections.indices)
  func `a page without one of its sections, or with an empty one, is refused`(missing: Int) {
    var sections = Self.sections
    let section = sections.remove(at: missing)
    #expect(throws: KindPageError.self) { try KindPage(of: "size", markdown: sections.joined(separator: "\n")) }
    sections.insert(section.prefix { $0 != "\n" } + "\n", at: missing)
    #expect(throws: KindPageError.self) { try KindPage(of: "size", markdown: sections.joined(separator: "\n")) }
  }

  @Test func `a page in another form is refused, with what is wrong`() {
    let text = Self.sections.joined(separator: "\n")
    let faults = [
      (text + "\n## More\n\nWords.\n", "The page of the kind 'size' has no place for '## More'."),
      (text.replacing("# size", with: "# volume"), "The page of the kind 'size' must have '# size' before '# volume'."),
      (text.replacing("```yaml", with: "```"), "below '## Example'."),
      ("", "must have '# size' before ''."),
      (Self.sections.dropLast().joined(separator: "\n"), "must have '## When it fails' at its end."),
    ]
    for (text, fault) in faults {
      let error = #expect(throws: KindPageError.self) { try KindPage(of: "size", markdown: text) }
      #expect(error?.message.hasSuffix(fault) == true, "\(error?.message ?? "none")")
    }
  }
}
