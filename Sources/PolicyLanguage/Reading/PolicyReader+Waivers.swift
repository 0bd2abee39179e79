internal import Diagnostics
internal import Wording
internal import YAML

/// The waivers: who lets what pass, why and until when.
extension PolicyReader {
  mutating func waivers(_ nodes: [YAMLNode], ids: [String]) -> [Waiver] {
    nodes.compactMap { node in
      var fields = FieldReader("the waiver", node, scope: scope)
      let read = WaiverFields(reading: &fields)
      if let expectation = read.expectation, !ids.contains(expectation) {
        fields.error(
          .unknownExpectation, "there is no expectation '\(expectation)' to waive", at: "expectation",
          suggestion: Suggestion.didYouMean(expectation, among: ids))
      }
      let code = read.code.flatMap { fields.findingCode($0, at: fields.range(of: "code")) }
      if !fields.has("expectation"), !fields.has("code") {
        fields.error(.missingKey, "the waiver needs 'expectation' or 'code'", at: .value)
      }
      finish(&fields)
      guard read.expectation != nil || code != nil, let reason = read.reason, let owner = read.owner,
        let until = read.until
      else { return nil }
      return Waiver(
        expectation: read.expectation, code: code, labels: read.labels, cases: read.cases, when: read.when,
        reason: reason, owner: owner,
        until: until, range: node.range)
    }
  }
}

/// What a waiver says, as far as it says it.
struct WaiverFields {
  var expectation: String?
  var code: String?
  var labels: [String]
  var cases: [String]
  var when: Condition?
  var reason: String?
  var owner: String?
  var until: CalendarDay?

  init(reading fields: inout FieldReader) {
    fields.require("reason", "owner", "until")
    expectation = fields.text("expectation")
    code = fields.text("code")
    labels = fields.labels("labels") ?? []
    cases = fields.texts("cases") ?? []
    when = fields.condition("when", hasSubject: false)
    reason = fields.text("reason")
    owner = fields.text("owner")
    until = fields.day("until")
  }
}

extension FieldReader {
  /// A day of the calendar: `2027-01-31`.
  mutating func day(_ key: Key) -> CalendarDay? {
    if isRecording {
      record(key, .day)
      return nil
    }
    guard let text = text(key) else { return nil }
    if let day = CalendarDay(text) { return day }
    error(
      .badDate, "\(name(key)) is no day: '\(text)'", at: key, suggestion: "write YEAR-MONTH-DAY, such as 2027-01-31")
    return nil
  }
}
