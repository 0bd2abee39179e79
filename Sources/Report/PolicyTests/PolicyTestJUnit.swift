internal import Diagnostics
internal import Evaluation
internal import PolicyLanguage
package import PolicyTesting
internal import Reasoning
internal import Wording

/// The results of policies' tests as JUnit XML, which build servers read: a suite for each policy, a test for each case
/// and for each fault that it claims to notice.
package struct PolicyTestJUnit {
  private let results: [PolicyTestResult]

  package init(_ results: [PolicyTestResult]) { self.results = results }

  package var xml: String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites>"]
    for result in results {
      let claimed = result.mutations?.claimed ?? []
      let failures = result.cases.count { !$0.passed } + claimed.count { !$0.isNoticed }
      lines.append(
        "  <testsuite name=\"\(xmlText(result.policy))\" tests=\"\(result.cases.count + claimed.count)\" failures=\"\(failures)\">"
      )
      for test in result.cases {
        lines += testcase(
          test.name, suite: result.policy, file: test.range.file, line: test.range.line,
          failure: test.passed ? nil : test.problems.joined(separator: "\n"))
      }
      for attempt in claimed {
        lines += testcase(
          "notices \(attempt.text) in \(attempt.caseName)", suite: "\(result.policy).mutations", file: nil, line: nil,
          failure: attempt.isNoticed
            ? nil : "\(attempt.text) was not noticed: the decision stayed \(attempt.decision.rawValue)\(attempt.remedy)"
        )
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n")
  }

  private func testcase(_ name: String, suite: String, file: String?, line: Int?, failure: String?) -> [String] {
    let place = file.map { " file=\"\(xmlText($0))\" line=\"\(line ?? 1)\"" } ?? ""
    let head = "    <testcase classname=\"\(xmlText(suite))\" name=\"\(xmlText(name))\"\(place)"
    guard let failure else { return [head + "/>"] }
    let first = failure.split(separator: "\n").first.map(String.init) ?? failure
    return [
      head + ">", "      <failure message=\"\(xmlText(first))\">\(xmlText(failure))</failure>",
      "    </testcase>",
    ]
  }
}
