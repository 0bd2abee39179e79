internal import Anatomy
internal import Evaluation
internal import PolicyLanguage
internal import Reasoning
internal import Results
internal import Wording

/// What was decided about a case and why, in one sentence for people who read no numbers.
enum PlainSentence {
  static func of(_ record: Record) -> String {
    let sentence = reason(record) ?? accepted(record)
    guard let observed = record.arbitration.observed else { return sentence }
    return "The policy is only being tried out, and would say \(observed.rawValue): \(sentence)"
  }

  /// What came of one reason.
  static func of(_ reason: Reason) -> String {
    let labels = [reason.label].compactMap(\.self) + (reason.otherLabels ?? [])
    guard let fault = reason.fault else {
      // The first of its sentences, in the words of people.
      let first = reason.text.split(separator: ". ", maxSplits: 1).first.map(String.init) ?? reason.text
      let plain = PlainNames.plain(first, labels: labels)
      return (plain.hasSuffix(".") ? plain : plain + ".").asSentence
    }
    let subject =
      switch fault.subject {
      case .structure: labels.first.map { "the \(PlainNames.of($0))" } ?? "the export"
      case .pair: PlainNames.both(Array(labels.prefix(2)))
      case .chain: "the levels"
      case .export: "the export"
      }
    return "\(subject) \(fault.meaning).".asSentence
  }

  private static func reason(_ record: Record) -> String? {
    guard record.decision != .accept || record.reasons.first.map({ $0.severity > .note }) == true else { return nil }
    guard let first = record.reasons.first else { return record.arbitration.because.asSentence + "." }
    let others = record.reasons.dropFirst().count { $0.severity == first.severity }
    let more = others > 0 ? " \(counted(others, "more reason").capitalisedFirst) of the same weight." : ""
    return of(first) + more
  }

  private static func accepted(_ record: Record) -> String {
    let judged = record.coverage.count { $0.judged > 0 }
    let oddities = record.counts.warned + record.counts.failed
    let odd = oddities > 0 ? "; \(counted(oddities, "small oddity", plural: "small oddities")) noted" : ""
    if record.findings.contains(where: { $0.code == .fileOnly }) {
      return "The file is sound; nothing was asked about the anatomy."
    }
    return "Nothing speaks against this export: what was asked of \(counted(judged, "structure")) holds\(odd)."
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
