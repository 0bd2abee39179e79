package import Anatomy
package import Volume
internal import Wording

/// A mutation in words: a kind, and options where the defaults are not wanted, such as `island`,
/// `island:label=liver,share=5 %` or `truncated:face=superior`.
package struct MutationSpec: Sendable {
  package let mutation: any Mutation
  /// As written.
  package let text: String
  /// The options' words, in the author's order.
  package let options: [(name: String, text: String)]

  /// Reads a spec. Throws a `.mistake` with what was probably meant.
  package init(parsing text: String) throws(MutationError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0].trimmed
    guard let kind = MutationCatalogue.kind(named: name) else {
      let names = MutationCatalogue.kinds.map { $0.name }
      let known = MutationCatalogue.otherWords[name].map { "did you mean '\($0.rawValue)'?" }
      let hint = known ?? Suggestion.didYouMean(name, among: names) ?? "known are \(names.joined(separator: ", "))"
      throw MutationError(.mistake, "there is no mutation “\(name)”\(Suggestion.end(hint))")
    }
    var options: [(name: String, text: String)] = []
    for option in parts.count > 1 ? parts[1].split(separator: ",", omittingEmptySubsequences: false) : [] {
      let sides = option.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
        throw MutationError(
          .mistake, "\(name): “\(String(option).trimmed)” is not of the form name=value, such as label=liver.")
      }
      options.append((sides[0], sides[1]))
    }
    try self.init(kind, options, text: text)
  }

  /// A kind with options that need not be parsed: labels may hold any character.
  init(_ kind: any Mutation.Type, _ options: [(name: String, text: String)]) throws(MutationError) {
    let list = options.map { "\($0.name)=\($0.text)" }.joined(separator: ",")
    try self.init(kind, options, text: list.isEmpty ? kind.name : "\(kind.name):\(list)")
  }

  private init(
    _ kind: any Mutation.Type, _ given: [(name: String, text: String)], text: String
  ) throws(MutationError) {
    var reader = MutationOptions(kind: kind.name, given: given)
    mutation = try kind.init(reading: &reader)
    try reader.finish()
    options = given
    self.text = text
  }

  /// What goes wrong.
  package var fault: Fault { type(of: mutation).fault }

  /// Makes the fault: see `Mutation.apply`.
  package func apply(to segmentation: Segmentation, seed: UInt64 = 0) throws(MutationError) -> Mutated {
    try mutation.apply(to: segmentation, seed: seed)
  }
}

extension String {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
