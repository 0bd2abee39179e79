internal import JSON

/// The fields of one part of a file of models, read as what they must be.
struct ProfileFields: Sendable {
  /// What the fields belong to, for messages: "The model 'ward'".
  let owner: String
  private let value: JSONValue

  init(_ value: JSONValue, of owner: String, known: [String]) throws(ModelError) {
    self.owner = owner
    self.value = value
    guard let members = value.members else { throw wrong("must be a mapping of fields") }
    for member in members where !known.contains(member.name) {
      // A key that somebody wrote here must not be repeated.
      let advice = NearestName.advice(member.name, among: known)
      throw wrong("has no field '\(member.name.prefix(40))'; \(advice)")
    }
  }

  func wrong(_ what: String) -> ModelError { ModelError(code: .configuration, message: "\(owner) \(what).") }

  private func mistake(_ name: String, _ wanted: String) -> ModelError { wrong("needs \(wanted) for '\(name)'") }

  func string(_ name: String) throws(ModelError) -> String? {
    guard let field = value[name] else { return nil }
    guard let text = field.string, !text.isEmpty else { throw mistake(name, "a text") }
    return text
  }

  func bool(_ name: String) throws(ModelError) -> Bool? {
    guard let field = value[name] else { return nil }
    guard let flag = field.bool else { throw mistake(name, "true or false") }
    return flag
  }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(ModelError) -> Int? {
    guard let field = value[name] else { return nil }
    guard let number = field.integer, range.contains(number) else {
      throw mistake(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(ModelError) -> Double? {
    guard let field = value[name] else { return nil }
    guard let number = field.number, range.contains(number) else {
      throw mistake(name, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func members(_ name: String) throws(ModelError) -> [JSONValue.Member]? {
    guard let field = value[name] else { return nil }
    guard let members = field.members else { throw mistake(name, "a mapping") }
    return members
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws(ModelError) -> Choice? {
    guard let text = try string(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    throw mistake(name, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not '\(text.prefix(40))',")
  }

  func thinking(_ name: String) throws(ModelError) -> ModelProfile.Thinking? {
    guard let field = value[name] else { return nil }
    if let flag = field.bool { return flag ? .on : .off }
    guard let tokens = field.integer, 1...1_000_000 ~= tokens else {
      throw mistake(name, "true, false or a number of tokens")
    }
    return .budget(tokens)
  }
}

/// Finds what a person probably meant to write.
enum NearestName {
  /// `did you mean 'x'?` without the question mark when something is near, else all there is.
  static func advice(_ word: String, among candidates: [String]) -> String {
    let near = candidates.map { ($0, distance(Array(word.lowercased()), Array($0))) }.min { $0.1 < $1.1 }
    if let near, near.1 <= max(1, (word.count + 1) / 3) { return "did you mean '\(near.0)'" }
    return "there are \(candidates.joined(separator: ", "))"
  }

  /// Levenshtein's distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var last = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        row.append(min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1))
      }
      last = row
    }
    return last[b.count]
  }
}
