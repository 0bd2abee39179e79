internal import Report
internal import Results

/// Prints results one after the other, so that none is kept longer than needed; a page of all cases waits for the last.
struct CheckPrinter {
  private let format: CheckFormat
  private let isList: Bool
  private let text = TextReport(isColoured: Console.takesColours)
  private var count = 0
  private var waiting: [CheckedCase] = []

  /// - Parameter isList: whether the run has more than one case.
  init(_ format: CheckFormat, isList: Bool) {
    self.format = format
    self.isList = isList
  }

  mutating func print(_ checked: CheckedCase) throws {
    count += 1
    switch format {
    case .text: if checked.result.failure == nil { Console.print(text.text(checked.result)) }
    case .json where !isList: Console.print(try RecordJSON.pretty([checked.result]))
    case .json:
      let lines = try RecordJSON.pretty([checked.result]).split(separator: "\n", omittingEmptySubsequences: false)
      Console.write((count == 1 ? "[\n" : ",\n") + lines.map { "  \($0)" }.joined(separator: "\n"))
    case .jsonl: Console.print(try RecordJSON.line(checked.result))
    case .html: waiting.append(checked)
    }
  }

  /// - Parameter tally: of the whole run.
  mutating func finish(_ tally: RunTally) {
    switch format {
    case .text: if isList { Console.print(text.summary(tally)) }
    case .json: if isList { Console.print(count == 0 ? "[]" : "\n]") }
    case .jsonl: break
    case .html: Console.print(HTMLReport(ReportPage(of: waiting.map { ($0.result, $0.pictures) })).html())
    }
  }
}
