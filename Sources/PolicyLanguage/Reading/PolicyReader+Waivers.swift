/// The waivers: who lets what pass, why and until when.
extension PolicyReader {
  mutating func waivers(_ nodes: [YAMLNode], ids: [String]) -> [Waiver] {
    nodes.compactMap { node in
      var fields = FieldReader("the waiver", node, scope: scope)
      fields.require("expectation", "reason", "owner", "until")
      let expectation = fields.text("expectation")
      if let expectation, !ids.contains(expectation) {
        fields.error(
          .unknownExpectation, "there is no expectation '\(expectation)' to waive", at: "expectation",
          suggestion: Suggestion.didYouMean(expectation, among: ids))
      }
      let labels = fields.labels("labels") ?? []
      let cases = fields.texts("cases") ?? []
      let when = fields.condition("when", hasSubject: false)
      let reason = fields.text("reason")
      let owner = fields.text("owner")
      let until = fields.day("until")
      finish(&fields)
      guard let expectation, let reason, let owner, let until else { return nil }
      return Waiver(
        expectation: expectation, labels: labels, cases: cases, when: when, reason: reason, owner: owner, until: until,
        range: node.range)
    }
  }
}

extension FieldReader {
  /// A day of the calendar: `2027-01-31`.
  mutating func day(_ key: Key) -> CalendarDay? {
    guard let text = text(key) else { return nil }
    if let day = CalendarDay(text) { return day }
    error(
      .badDate, "\(name(key)) is no day: '\(text)'", at: key, suggestion: "write YEAR-MONTH-DAY, such as 2027-01-31")
    return nil
  }
}
