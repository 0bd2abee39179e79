internal import Evaluation
internal import JSON
internal import Results

/// A case's result without what names it: its name is a pseudonym, and sentences hold neither the name nor the path,
/// nor names that only the export gives.
struct AnonymousCase {
  let result: CaseResult

  /// Members whose texts are sentences. The others are identifiers of the policy and words of our own.
  private static let sentences: Set<String> = [
    "message", "notes", "text", "cause", "because", "counterfactual", "note", "error", "words", "question",
  ]

  init(_ result: CaseResult, path: String?, name: String) {
    let hiding = Hiding(result, path: path, name: name)
    var hidden = result
    if var record = result.record {
      record.provenance.answers = nil
      hidden = CaseResult(record)
    }
    guard let json = try? JSONValue(encoding: hidden),
      let read = try? hiding.applied(to: json).decoded(as: CaseResult.self)
    else {
      // Fails closed: what cannot be hidden is not told.
      self.result = CaseResult(
        caseName: name,
        failure: CaseFailure(code: "not-anonymous", message: "the record could not be made anonymous and was left out.")
      )
      return
    }
    self.result = read
  }

  /// What to put in place of what.
  private struct Hiding {
    let name: String
    /// The case's name, the path and its parts, the longest first.
    var names: [String]
    /// Whole messages that hold names of the export, with those that do not.
    var messages: [(told: String, hidden: String)] = []
    /// Parts of messages that are such names.
    var parts: [String] = []

    init(_ result: CaseResult, path: String?, name: String) {
      self.name = name
      let pieces = path?.split(separator: "/").map(String.init) ?? []
      let stem = pieces.last.map { String($0.prefix { $0 != "." }) }
      // What the policy calls its labels identifies nobody.
      let labels = Set(result.record?.measures.map(\.label) ?? [])
      names = ([path, result.caseName, stem].compactMap(\.self) + pieces.suffix(2)).filter {
        !$0.isEmpty && $0 != "." && $0 != ".." && !labels.contains($0)
      }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
      for finding in result.record?.findings ?? [] {
        if finding.message != finding.messageForModels { messages.append((finding.message, finding.messageForModels)) }
        if !finding.exportNames.isEmpty { parts.append(finding.exportNames) }
      }
    }

    func applied(to json: JSONValue) -> JSONValue {
      guard case .object(let members) = json else { return json }
      return .object(
        members.map { member in
          member.name == "case" ? JSONValue.Member("case", .string(name)) : self.member(member, isSentence: false)
        })
    }

    private func member(_ member: JSONValue.Member, isSentence: Bool) -> JSONValue.Member {
      .init(member.name, value(member.value, isSentence: isSentence || AnonymousCase.sentences.contains(member.name)))
    }

    private func value(_ value: JSONValue, isSentence: Bool) -> JSONValue {
      switch value {
      case .object(let members): .object(members.map { member($0, isSentence: false) })
      case .array(let elements): .array(elements.map { self.value($0, isSentence: isSentence) })
      case .string(let text) where isSentence: .string(sentence(text))
      default: value
      }
    }

    private func sentence(_ text: String) -> String {
      var text = text
      for (told, hidden) in messages where text.contains(told) { text = text.replacing(told, with: hidden) }
      for part in parts where text.contains(part) { text = text.replacing(part, with: "") }
      for name in names where text.contains(name) { text = replacing(name, in: text) }
      return text
    }

    /// The text with the pseudonym in place of a name that stands by itself.
    private func replacing(_ known: String, in text: String) -> String {
      var out = ""
      var rest = text[...]
      while let range = rest.firstRange(of: known) {
        let before = (out + rest[..<range.lowerBound]).last
        let after = rest[range.upperBound...].first
        let isWhole = ![before, after].contains { $0?.isLetter == true || $0?.isNumber == true }
        out += rest[..<range.lowerBound] + (isWhole ? name[...] : rest[range])
        rest = rest[range.upperBound...]
      }
      return out + rest
    }
  }
}
