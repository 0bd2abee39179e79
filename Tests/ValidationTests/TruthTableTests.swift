import Anatomy
import Cases
import TestSupport
import Testing
import Validation

/// Tables of truth, as people write them.
@Suite struct `Tables of truth` {
  private func table(
    _ text: String, cut: Double? = nil, subgroups: [String] = [], name: String = "t.csv"
  ) throws -> TruthTable {
    let scratch = try Scratch()
    return try TruthTable(path: scratch.write(text, to: name), cut: cut, subgroups: subgroups)
  }

  private func refusal(_ text: String, cut: Double? = nil, subgroups: [String] = []) throws -> ValidationError? {
    #expect(throws: ValidationError.self) { try table(text, cut: cut, subgroups: subgroups) }
  }

  @Test func `every column is read`() throws {
    let read = try table(
      "Case;Truth;Task;Patient ID;fault;place;Sex;context.age\n"
        + "a;Unacceptable;CT;p1;Sides_Swapped;kidney_left kidney_right;F;70\nb;accept;;;;;;\n",
      subgroups: ["sex", "AGE"])
    #expect(read.cases.map(\.name) == ["a", "b"] && read.cases.map(\.isUnacceptable) == [true, false])
    #expect(read.cases.map(\.task) == ["CT", nil] && read.cases.map(\.patient) == ["p1", nil])
    #expect(read.cases.map(\.fault) == [.sidesSwapped, nil])
    #expect(read.cases.map(\.places) == [["kidney_left", "kidney_right"], []])
    #expect(read.cases.map(\.groups) == [["F", "70"], [nil, nil]])
    #expect(read.hasTasks && read.hasPatients && read.hasFaults && read.hasPlaces && read.notes.isEmpty)
  }

  @Test(arguments: [
    ("truth", "acceptable", false), ("truth", "Not acceptable", true), ("decision", "reject", true),
    ("decision", "accept", false), ("ground_truth", "good", false), ("truth", "bad", true), ("accepted", "yes", false),
    ("acceptable", "no", true), ("acceptable", "1", false), ("acceptable", "FALSE", true), ("accepted", "reject", true),
  ])
  func `truth is spelled in several ways`(column: String, word: String, isUnacceptable: Bool) throws {
    #expect(try table("case,\(column)\na,\(word)\n").cases.map(\.isUnacceptable) == [isUnacceptable])
  }

  @Test func `an empty field says nothing, and the case stays`() throws {
    #expect(try table("case,truth\na,\nb,good\n").cases.map(\.isUnacceptable) == [nil, false])
    #expect(try table("case,dice\na,\nb,0.8\nc,0.7999\n", cut: 0.8).cases.map(\.isUnacceptable) == [nil, false, true])
  }

  @Test func `a manifest of check will do, and cases are called like its records`() throws {
    let read = try table(
      "export,image,context.sex,comment,accepted\nmasks/one.nii.gz,ct/one.nii.gz,f,x,yes\nmasks/two,,,,no\n")
    #expect(read.cases.map(\.name) == ["one", "two"])
    #expect(read.notes.count == 1 && read.notes.first?.contains("comment") == true)
  }

  @Test func `every mistake is told at once, with its place and what to do`() throws {
    let error = try refusal(
      "case,truth,fault\na,perhaps,\nb,yes,\nc,review,\na,good,\n,good,\nd,good,leek\ne,good\nf,go\"od,\n")
    let message = error?.message ?? ""
    #expect(error?.code == .unusable)
    for words in [
      "t.csv:2:3: error: 'perhaps' does not say", "t.csv:3:3: error: 'yes' does not say", "column 'acceptable'",
      "t.csv:4:3: error: 'review' is no truth", "t.csv:5:1: error: the case 'a' stands in line 2 already",
      "t.csv:6:1: error: the row names no case", "t.csv:7:8: error: there is no fault 'leek'", "did you mean 'leak'?",
      "t.csv:8:7: error: the row has 2 fields, the header has 3", "t.csv:9:5: error: a quote",
    ] {
      #expect(message.contains(words), "\(words)")
    }
  }

  @Test(arguments: [
    ("case,dice\na,0.7\n", nil, "--cut"), ("case\na\n", nil, "call it 'truth'"),
    ("truth\ngood\n", nil, "call it 'case'"),
    ("case,truth\na,good\n", 0.8, "call it 'dice'"), ("case,truth,accepted\na,good,yes\n", nil, "keep one of the two"),
    ("case,dice\na,87\n", 0.8, "write 0.87"), ("case,dice\na,-1\n", 0.8, "lies from 0 to 1"),
    ("case,dice\na,high\n", 0.8, "'high' is no number"), ("case,truth\n,\n", nil, "lists no case"), ("", nil, "empty"),
  ])
  func `what cannot be used says what to do`(text: String, cut: Double?, words: String) throws {
    let error = try refusal(text, cut: cut)
    #expect(error?.code == .unusable && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func `a subgroup that is no column is wrong use`() throws {
    let error = try refusal("case,truth,scanner\na,good,x\n", subgroups: ["scaner"])
    #expect(error?.code == .badRequest && error?.message.contains("did you mean “scanner”?") == true)
  }

  @Test func `Dice and words are not both true`() throws {
    let text = "case,truth,dice\na,good,0.2\n"
    #expect(try table(text).cases.map(\.isUnacceptable) == [false])
    #expect(try table(text, cut: 0.5).cases.map(\.isUnacceptable) == [true])
    #expect(try table(text, cut: 0.5).notes.first?.contains("'truth' was not read") == true)
  }
}
