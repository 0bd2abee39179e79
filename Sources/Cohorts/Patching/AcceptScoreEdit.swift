package import PolicyLanguage
internal import Wording
package import YAML

/// Writes `decision.accept_score` into a policy's text, which keeps its comments and order.
package struct AcceptScoreEdit {
  private let score: AcceptScore

  package init(_ score: AcceptScore) { self.score = score }

  /// The text with the cut-off in place of a former one.
  package func made(in text: String) throws(YAMLEditError) -> String {
    var edit = try YAMLEdit(text)
    let key = "accept_score"
    guard let decision = edit.tree["decision"], decision.entries != nil else {
      try edit.insert("decision", .yaml("{\(key): \(yaml)}"), into: [])
      return edit.text
    }
    guard let old = decision[key] else {
      try edit.insert(key, .yaml(yaml), into: ["decision"])
      return edit.text
    }
    guard old.entries != nil else {
      try edit.replace(["decision", .key(key)], with: .yaml(yaml))
      return edit.text
    }
    for field in fields {
      let path: [YAMLEdit.Step] = ["decision", .key(key)]
      if old[field.key] == nil {
        try edit.insert(field.key, .text(field.text), into: path)
      } else {
        try edit.replace(path + [.key(field.key)], with: .text(field.text))
      }
    }
    return edit.text
  }

  private var fields: [(key: String, text: String)] {
    guard let origin = score.origin else { return [("least", Significant.text(score.least, digits: 4))] }
    return [
      ("least", Significant.text(score.least, digits: 4)), ("cohort", origin.cohort), ("n", "\(origin.cases)"),
      ("date", origin.date.text), ("wrong", "\(Significant.text(100 * origin.wrong, digits: 12)) %"),
      ("confidence", "\(Significant.text(100 * origin.confidence, digits: 12)) %"),
    ]
  }

  private var yaml: String {
    let written = fields.map { "\($0.key): \($0.key == "cohort" ? YAMLText.quoted($0.text) : $0.text)" }
    return "{\(written.joined(separator: ", "))}"
  }
}
