import Cases
import Diagnostics
import Testing

/// Tables in text, after RFC 4180 and what spreadsheets make of it.
@Suite struct `CSV tables` {
  private static func cells(_ text: String) throws -> [[String]] {
    let table = try #require(CSVReader.read(text, file: "t.csv"))
    #expect(([table.header] + table.rows).allSatisfy { $0.mistake == nil })
    return ([table.header] + table.rows).map { $0.fields.map(\.text) }
  }

  @Test(arguments: [
    // The examples of RFC 4180, section 2, each with a header.
    (
      "h1,h2,h3\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
      [["h1", "h2", "h3"], ["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]
    ),
    ("h1,h2,h3\r\naaa,bbb,ccc\r\nzzz,yyy,xxx", [["h1", "h2", "h3"], ["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    (
      "h1,h2,h3\r\n\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx",
      [["h1", "h2", "h3"], ["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]
    ),
    (
      "h1,h2,h3\r\n\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
      [["h1", "h2", "h3"], ["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]
    ),
    ("h1,h2,h3\r\n\"aaa\",\"b\"\"bb\",\"ccc\"", [["h1", "h2", "h3"], ["aaa", "b\"bb", "ccc"]]),
    // Spaces belong to the field; empty fields stay; ragged rows are the reader's, not ours.
    ("a,b\n x ,\n,\"\"\n1,2,3\n4", [["a", "b"], [" x ", ""], ["", ""], ["1", "2", "3"], ["4"]]),
    ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a;b\n1,5;2\n\"x;y\";z", [["a", "b"], ["1,5", "2"], ["x;y", "z"]]),
    ("a\tb\n1, 2;3\t4", [["a", "b"], ["1, 2;3", "4"]]),
    ("\"a,b,c\";d\n1;2", [["a,b,c", "d"], ["1", "2"]]),
    ("a\n1\n\n  \n2\n\n", [["a"], ["1"], ["2"]]),
    ("\n\r\na,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r\r3,4", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("größe,名\n\"é\u{1F9E0}\",ü", [["größe", "名"], ["é\u{1F9E0}", "ü"]]),
    ("a", [["a"]]),
  ])
  func `fields come out as they went in`(text: String, expected: [[String]]) throws {
    #expect(try Self.cells(text) == expected)
  }

  @Test(arguments: ["", "\n\r\n  \n", "\u{FEFF}"])
  func `nothing is no table`(text: String) {
    #expect(CSVReader.read(text, file: "t.csv") == nil)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `places count lines and characters`(end: String) throws {
    let text = ["ä,b", "\"x", "y\",z", "", "long,w"].joined(separator: end)
    let table = try #require(CSVReader.read(text, file: "t.csv"))
    let places = ([table.header] + table.rows).map {
      $0.fields.map { [$0.range.line, $0.range.column, $0.range.length] }
    }
    #expect(places == [[[1, 1, 1], [1, 3, 1]], [[2, 1, 1], [3, 4, 1]], [[5, 1, 4], [5, 6, 1]]])
    #expect(table.rows.map { [$0.end.line, $0.end.column] } == [[3, 5], [5, 7]])
  }

  @Test(arguments: [
    // Text, the mistake's line and column, the rows that are sound.
    ("a,b\n1,x\"y\n3,4", 2, 4, [["3", "4"]]), ("a,b\n1, \"x\"\n3,4", 2, 4, [["3", "4"]]),
    ("a,b\n\"x\"y,2\n3,4", 2, 4, [["3", "4"]]), ("a,b\n1,2\n\"x,2\n3,4\n", 3, 1, [["1", "2"], ["3", "4"]]),
    ("a,b\n1,\"2", 2, 3, []), ("a,b\n\"1\n2\"x,y\n3,4", 3, 3, [["3", "4"]]),
    ("a,b\n1,\"\"\"\r\n3,4", 2, 3, [["3", "4"]]),
  ])
  func `a wrong quote costs its row, and says where`(text: String, line: Int, column: Int, sound: [[String]]) throws {
    let table = try #require(CSVReader.read(text, file: "t.csv"))
    let mistakes = table.rows.compactMap(\.mistake)
    #expect(mistakes.map { [$0.range.line, $0.range.column] } == [[line, column]])
    #expect(table.rows.filter { $0.mistake == nil }.map { $0.fields.map(\.text) } == sound)
  }
}
