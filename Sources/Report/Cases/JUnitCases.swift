internal import Anatomy
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Results
internal import Wording

/// Cases as JUnit XML, which build servers read: a test for each, in the class of its policy. What is not accepted
/// fails, a case without a verdict is an error, and one of a policy that is observed is skipped. Waits for the last
/// case, since the head counts them.
struct JUnitCases: CaseReport {
  private var tests: [String] = []
  private var seconds = 0.0
  private var (failures, errors, skipped) = (0, 0, 0)
  private var started: String?

  mutating func add(_ result: CaseResult, pictures: [Picture]) -> String {
    guard let record = result.record else {
      errors += 1
      let failure = result.failure
      tests.append(
        test(
          result.caseName, in: "segwarden", seconds: 0,
          """
                <error message="\(xmlText(failure?.message ?? ""))" type="\(xmlText(failure?.code ?? ""))"/>
          """))
      return ""
    }
    let provenance = record.provenance
    let time = Double(provenance.elapsedMilliseconds) / 1000
    seconds += time
    started = min(started ?? provenance.started, provenance.started)
    if let observed = record.arbitration.observed {
      skipped += 1
      tests.append(
        test(
          record.caseName, in: provenance.policy.id, seconds: time,
          "      <skipped message=\"the policy is observed; in force it would say \(observed.rawValue)\"/>"))
      return ""
    }
    guard record.decision != .accept else {
      tests.append(test(record.caseName, in: provenance.policy.id, seconds: time, nil))
      return ""
    }
    failures += 1
    let lines = record.reasons.map { reason in
      let labels = ([reason.label].compactMap(\.self) + (reason.otherLabels ?? [])).joined(separator: ", ")
      return
        "\(reason.id) \(reason.severity.rawValue) \(reason.fault?.rawValue ?? reason.kind) \(labels): \(reason.text)"
    }
    let first = record.reasons.first?.text ?? record.arbitration.because
    tests.append(
      test(
        record.caseName, in: provenance.policy.id, seconds: time,
        """
              <failure message="\(xmlText("\(record.decision.rawValue): \(first)"))" type="\(record.decision.rawValue)">\
        \(xmlText((lines + ["Decided: \(record.arbitration.because)"]).joined(separator: "\n")))</failure>
        """))
    return ""
  }

  private func test(_ name: String, in suite: String, seconds: Double, _ failure: String?) -> String {
    let head = "    <testcase name=\"\(xmlText(name))\" classname=\"\(xmlText(suite))\" time=\"\(Self.text(seconds))\""
    return failure.map { "\(head)>\n\($0)\n    </testcase>" } ?? "\(head)/>"
  }

  func end(_ tally: RunTally) -> String {
    // ISO 8601 without a zone, as the schema has it; records give UTC.
    let time = (started ?? "1970-01-01T00:00:00Z").prefix(19)
    let head =
      "  <testsuite name=\"segwarden\" tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\" time=\"\(Self.text(seconds))\" timestamp=\"\(time)\" hostname=\"localhost\">"
    return
      (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>", head] + tests + [
        "  </testsuite>", "</testsuites>",
      ]).joined(separator: "\n") + "\n"
  }

  /// Seconds with three decimals.
  private static func text(_ seconds: Double) -> String { Decimal.fixed(max(0, seconds), places: 3) }
}
