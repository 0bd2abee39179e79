import Cases
import Diagnostics
import PolicyLanguage
import TestSupport
import Testing

/// Tables of cases.
@Suite struct `Case manifests` {
  private func list(_ text: String, name: String = "m.csv", policy: Policy? = nil) throws -> (CaseList, Scratch) {
    let scratch = try Scratch()
    return (try CaseSource.list(at: scratch.write(text, to: name), for: policy.map { [$0] } ?? []), scratch)
  }

  private func refusal(_ text: String) throws -> CaseListError? {
    #expect(throws: CaseListError.self) { try list(text) }
  }

  @Test func `every column is read, and paths start at the manifest's folder`() throws {
    let (list, scratch) = try list(
      "case,export,image,labels,context.nephrectomy,context.breath,decision,accepted\n"
        + "one,masks/a.nii.gz,/images/a.nii.gz,names.txt,left,,reject,no\n,b,,,,unknown,,\n")
    #expect(
      list.cases.map(\.export) == [
        Export(
          path: scratch.file("masks/a.nii.gz"), image: "/images/a.nii.gz", labels: scratch.file("names.txt"),
          caseName: "one", context: ["nephrectomy": "left"]),
        Export(path: scratch.file("b"), context: ["breath": "unknown"]),
      ])
    #expect(list.cases.map(\.name) == ["one", "b"])
    #expect(list.cases.map(\.decision) == ["reject", nil] && list.cases.map(\.accepted) == ["no", nil])
    #expect(list.notes.isEmpty && list.mistakes == nil)
    #expect(try CaseSource.cases(at: scratch.file("m.csv")) == list.cases.compactMap(\.export))
  }

  @Test(arguments: [
    ("export,case\r\na.nii,one\r\n", "m.csv"), ("\u{FEFF}mask;case\na.nii;one", "m.csv"),
    ("Segmentation\tCASE\na.nii\tone", "m.TSV"),
    ("export,case\n a.nii , one \n,\n\n", "m.csv"),
    ("case,export\n\"one\",\"a.nii\"", "m.csv"),
  ])
  func `spreadsheets write the same in many ways`(text: String, name: String) throws {
    let (list, scratch) = try list(text, name: name)
    #expect(list.cases.compactMap(\.export) == [Export(path: scratch.file("a.nii"), caseName: "one")])
  }

  @Test func `bad rows name line and column, and the others go on`() throws {
    let text = """
      export,case,context.nephrectomy,context.breth,context.unused
      a.nii,one,left,,
      b.nii,two
      c.nii,three,none,,,more
      ,four,none,,
      d.nii,fi"ve,none,,
      e.nii,six,lefft,deep,
      "f.nii","se
      ven",none,,
      g.nii,eight,,,
      """
    let (list, scratch) = try list(text, policy: try kidneys())
    #expect(list.cases.map(\.name) == ["one", "two", "three", "four", "d", "six", "f", "eight"])
    #expect(list.cases.compactMap(\.export).map(\.path) == [scratch.file("a.nii"), scratch.file("g.nii")])
    let mistakes = list.cases.map { $0.mistakes.map { "\($0.range.line):\($0.range.column) \($0.rule.rawValue)" } }
    #expect(
      mistakes == [
        [], ["3:10 ragged-row"], ["4:20 ragged-row"], ["5:1 missing-value"], ["6:9 bad-quote"],
        ["7:11 impossible-value", "7:17 unknown-context"], ["8:9 control-character"], [],
      ])
    let rendered = list.mistakes ?? ""
    #expect(rendered.contains("m.csv:7:11: error: the context 'nephrectomy' cannot have this value [impossible-value]"))
    #expect(rendered.contains("did you mean 'left'?"))
    let error = #expect(throws: CaseListError.self) { try CaseSource.cases(at: scratch.file("m.csv"), for: kidneys()) }
    #expect(error?.code == .unusable && error?.message.contains("m.csv:3:10") == true)
  }

  @Test func `other columns are told and ignored`() throws {
    let (list, _) = try list(
      "export,imgae,nephrectomy,comment,\na.nii,x,left,\"any\nthing\",\n", policy: try kidneys())
    #expect(list.cases.compactMap(\.export).map(\.context) == [[:]])
    #expect(list.mistakes == nil && list.notes.count == 3)
    for (note, words) in zip(
      list.notes, [["1:8", "'imgae'", "'image'"], ["1:14", "'context.nephrectomy'"], ["1:26", "'comment'"]])
    {
      for word in words { #expect(note.contains(word)) }
    }
  }

  @Test(arguments: [
    ("", "empty"), ("case,image\na,b", "'export'"), ("export,mask\na,b", "'mask'"), ("export\n", "no case"),
    ("export,case\n,\n", "no case"), ("export,context.a,context.a\n1,2,3", "context.a"), ("exp\"ort\na", "quote"),
  ])
  func `a table that lists no exports is refused`(text: String, words: String) throws {
    let error = try refusal(text)
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("m.csv") == true && error?.message.contains(words) == true)
  }

  @Test func `what is no list of cases is told as such`() throws {
    let scratch = try Scratch()
    let other = try scratch.write("a.nii\n", to: "cases.txt")
    #expect(#expect(throws: CaseListError.self) { try CaseSource.list(at: other) }?.code == .noList)
    #expect(#expect(throws: CaseListError.self) { try CaseSource.list(at: scratch.file("no.csv")) }?.code == .notFound)
  }

  @Test(arguments: ["\n", "\r\n"]) func `a JSON object on each line is a row`(end: String) throws {
    let text = [
      #"{"export": "a.nii.gz", "case": "one", "context": {"nephrectomy": "left"}, "structures": ["x", "y"]}"#, "",
      #"{"export": "b.nii.gz", "image": null}"#, #"["c.nii.gz"]"#, #"{"export": {}}"#,
    ].joined(separator: end)
    let (list, scratch) = try list(text + end, name: "m.jsonl")
    #expect(list.cases.map { $0.export?.path } == [scratch.file("a.nii.gz"), scratch.file("b.nii.gz"), nil, nil])
    #expect(list.cases[0].export?.context == ["nephrectomy": "left"])
    #expect(list.cases[0].export?.structures == ["x", "y"] && list.cases[1].export?.image == nil)
    #expect(list.cases.map { $0.mistakes.map(\.range.line) } == [[], [], [4], [5]])
  }
}
