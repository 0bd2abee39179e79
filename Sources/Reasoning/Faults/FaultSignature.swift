import Evaluation
import PolicyLanguage

/// How a fault shows in findings: what speaks for it, what speaks against it, and what it cannot do without.
struct FaultSignature: Sendable {
  /// What a fault befalls.
  enum Scope: Hashable, Sendable {
    /// One structure.
    case structure
    /// Two structures, in order.
    case pair
    /// The numbered levels of one chain, such as the vertebrae.
    case chain
    /// The whole export.
    case export
  }

  /// Findings of a kind and some of its aspects, and how strongly they point to the fault: 1 is its hallmark, from 0.5 it can be named on that sign alone, below it only goes with it.
  struct Sign: Hashable, Sendable {
    /// Which of a finding's labels must be the fault's.
    enum Role: Hashable, Sendable {
      /// The first, which is the faulty one; any label where the fault befalls the whole export.
      case subject
      /// Any of them.
      case mentioned
      /// The first label is the first, or the second, of the pair.
      case first, second
      /// Both of the pair.
      case both
      /// The finding is about the file; labels do not matter.
      case export
      /// The finding is about left and right.
      case side
      /// The finding is about left and right, and speaks of any of the labels.
      case sideOfMentioned
    }

    var kind: String
    /// Empty: any aspect. `below` and `above` stand for every field's: `median_below`.
    var aspects: Set<String>
    var weight: Double
    var role: Role

    init(_ kind: String, _ aspects: Set<String> = [], weight: Double, of role: Role = .subject) {
      self.kind = kind
      self.aspects = aspects
      self.weight = weight
      self.role = role
    }
  }

  var fault: Fault
  /// A name for people.
  var title: String
  /// A predicate for a sentence about the structure, the pair, the levels or the export.
  var meaning: String
  var scope: Scope
  /// Failed findings that speak for the fault.
  var signs: [Sign]
  /// Passed findings that speak against it.
  var against: [Sign]
  /// What must hold besides one strong sign.
  var requires: @Sendable (FaultMatch) -> Bool

  init(
    _ fault: Fault, title: String, meaning: String, scope: Scope, signs: [Sign], against: [Sign] = [],
    requires: @escaping @Sendable (FaultMatch) -> Bool = { _ in true }
  ) {
    self.fault = fault
    self.title = title
    self.meaning = meaning
    self.scope = scope
    self.signs = signs
    self.against = against
    self.requires = requires
  }
}

extension FaultSignature.Sign {
  /// Whether a finding is of the kind and has one of the aspects, whatever labels it is about.
  func matches(_ finding: Finding) -> Bool {
    finding.kind == kind && (aspects.isEmpty || !aspects.isDisjoint(with: finding.aspects))
  }

  /// How strongly a finding counts for a fault of these labels; 0 when it is something else.
  func strength(of finding: Finding, for labels: [String]) -> Double {
    guard matches(finding) else { return 0 }
    let fits =
      switch role {
      case .export: true
      case .side: finding.isAboutSides
      case .sideOfMentioned: finding.isAboutSides && finding.labels.contains(where: labels.contains)
      case .subject: labels.isEmpty || finding.labels.first.map(labels.contains) ?? false
      case .mentioned: finding.labels.contains(where: labels.contains)
      case .first: labels.first != nil && finding.labels.first == labels.first
      case .second: labels.count > 1 && finding.labels.first == labels.last
      case .both: labels.count > 1 && labels.allSatisfy(finding.labels.contains)
      }
    return fits ? weight : 0
  }
}

extension Finding {
  /// On which side of its limits the number lies, `below` or `above`; nil where the aspect does not say.
  var direction: String? {
    ["below", "above"].first { direction in aspect.map { $0 == direction || $0.hasSuffix("_\(direction)") } ?? false }
  }

  /// The aspect, and the side alone.
  fileprivate var aspects: Set<String> { Set([aspect, direction].compactMap(\.self)) }

  /// Whether it is about an order from left to right, by the limit as the author wrote it or by its message.
  var isAboutSides: Bool {
    let text = expected ?? message
    return ["left-of", "right-of", "left of", "right of"].contains { text.contains($0) }
  }
}
