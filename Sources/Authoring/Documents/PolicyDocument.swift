internal import Anatomy
package import PolicyLanguage
internal import Volume
internal import Wording

/// A policy as a page for people who do not read YAML: what it is about, what it checks and why, what becomes of it,
/// and what it does not see.
package struct PolicyDocument {
  private let policy: Policy
  /// Faults that the policy's tests have shown it not to notice; nil where no tests say.
  private let unnoticed: [String]?

  package init(_ policy: Policy, unnoticed: [String]? = nil) {
    self.policy = policy
    self.unnoticed = unnoticed
  }

  package var markdown: String {
    [head, cases, parameters, labels, Self.checks(of: policy), decision, waivers, limits].filter { !$0.isEmpty }.joined(
      separator: "\n")
  }

  private var head: String {
    let task = policy.task
    let about = [task.modality, task.region, "\(task.dimensions)D", task.population].compactMap { $0 }.joined(
      separator: ", ")
    var text = "# \(policy.title)\n\n`\(policy.id)` \(policy.version), for \(about)."
    if !policy.bases.isEmpty { text += " Extends \(listed(policy.bases.map { "`\($0)`" }))." }
    return text + "\n\nWritten by `segwarden policy docs` from the policy; edit that instead.\n"
  }

  private var cases: String {
    if policy.context.isEmpty { return "" }
    var table = MarkdownTable("about a case", "can be", "when not given")
    for variable in policy.context {
      let values =
        variable.range.map { range in
          "a number in \(range.text)"
            + (variable.bands.isEmpty
              ? "" : "; " + variable.bands.map { "\($0.name) \($0.limits.text)" }.joined(separator: ", "))
        } ?? variable.values.joined(separator: ", ")
      table.add("`\(variable.name)`", values, variable.initial ?? "unknown")
    }
    return "## What changes what is expected\n\n" + table.text
  }

  private var parameters: String {
    if policy.parameters.isEmpty { return "" }
    var table = MarkdownTable("parameter", "is")
    for parameter in policy.parameters { table.add("`\(parameter.name)`", parameter.text) }
    return "## Parameters\n\n" + table.text
  }

  private var labels: String {
    if policy.labels.isEmpty { return "" }
    var table = MarkdownTable("label", "value", "side", "pair", "also called", "level", "in view with")
    for label in policy.labels {
      table.add(
        "`\(label.name)`", label.value.map(String.init) ?? "", label.side?.rawValue ?? "", label.pairedWith ?? "",
        label.aliases.joined(separator: ", "), label.level?.text ?? "", label.inViewWith.joined(separator: ", "))
    }
    return "## Labels\n\n" + table.text + structures
  }

  private var structures: String {
    if policy.structures.isEmpty { return "" }
    var table = MarkdownTable("structure", "is", "side", "pair")
    for structure in policy.structures {
      table.add(
        "`\(structure.name)`", structure.derivation?.words ?? "", structure.side?.rawValue ?? "",
        structure.pairedWith ?? "")
    }
    return "\n## Structures\n\n" + table.text
  }

  private var waivers: String {
    if policy.waivers.isEmpty { return "" }
    var table = MarkdownTable("lets pass", "for", "until", "who says so", "why")
    for waiver in policy.waivers {
      let scope = [
        waiver.labels.joined(separator: ", "), waiver.cases.joined(separator: ", "),
        waiver.when.map { "`\($0.text)`" } ?? "",
      ]
      table.add(
        waiver.subject, scope.filter { !$0.isEmpty }.joined(separator: "; "), waiver.until.text, waiver.owner,
        waiver.reason)
    }
    return "## Waivers\n\n" + table.text
  }

  private var decision: String {
    let settings = policy.decision
    var clauses: [String] = []
    if policy.mode == .observe {
      clauses.append("The policy is observed: every case is for review, and what it would have been is told.")
    }
    let vetoing = Severity.allCases.filter { severity in settings.veto.contains { $0 <= severity } }
    clauses.append(
      vetoing.isEmpty
        ? "No failure rejects a case by itself."
        : "A failure of severity \(listed(vetoing.map(\.rawValue))) rejects the case; no model can overrule it.")
    clauses.append(
      "Everything else is weighed by the rules: a failure of severity review asks for a review. \(modelClause)")
    clauses += UnknownWords(policy).general
    clauses.append(CoverageWords(settings.coverage, labelsBy: policy.labelsBy, subset: policy.subset).sentence)
    clauses.append("When a model fails, the case is at least for \(settings.onModelFailure.rawValue).")
    return "## What becomes of it\n\n" + clauses.map { "- \($0)" }.joined(separator: "\n") + "\n"
  }

  /// What a model may do to the verdict.
  private var modelClause: String {
    guard case .clears(let codes) = policy.decision.model else { return "A model only advises." }
    let named = policy.expectations.filter(\.modelMayClear).map { "`\($0.id)`" } + codes.map { "`\($0.text)`" }
    let more = named.isEmpty ? "nothing else" : "beside them \(listed(named))"
    return
      "A model may raise the verdict. It may clear warnings and notes, and \(more), each with a reason of its own that rests on more than the finding."
  }

  private var limits: String {
    var clauses: [String] = []
    let used = Set(policy.expectations.flatMap { $0.subjects + Array($0.mentions.labels) })
    let unseen = policy.labels.map(\.name).filter { !used.contains($0) }
    if !unseen.isEmpty { clauses.append("Nothing is expected of \(listed(unseen.map { "`\($0)`" })).") }
    if let unnoticed {
      clauses += unnoticed.map { $0.asSentence }
      if unnoticed.isEmpty {
        clauses.append(
          "Its tests claim that it notices every fault that they make; `segwarden policy test` runs them and says so.")
      }
    } else {
      clauses.append("No tests have said which faults it does not notice.")
    }
    clauses.append(
      "A contour that is wrong by a little and plausible in shape passes: a policy holds a mask against anatomy in general, not against this patient."
    )
    return "## What it does not check\n\n" + clauses.map { "- \($0)" }.joined(separator: "\n") + "\n"
  }
}
