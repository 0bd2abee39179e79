internal import PolicyLanguage
internal import Volume
internal import Wording

/// What a place is held against.
enum Landmark: Hashable, Sendable {
  case label(String)
  /// The middle of the field of view.
  case image
  /// The mid-sagittal plane.
  case midline
  /// The partner that the sentence's label declares.
  case pair

  /// As a policy names it.
  var name: String {
    switch self {
    case .label(let name): name
    case .image: "image"
    case .midline: "midline"
    case .pair: "label.pair"
    }
  }

  var label: String? { if case .label(let name) = self { name } else { nil } }
}

/// What a sentence says of a structure's centre.
enum PlaceClaim: Hashable, Sendable {
  case towards(PatientDirection, of: Landmark, by: Limits?)
  /// Towards the side that the label declares.
  case onItsSide(of: Landmark, by: Limits?)
  /// `by`: how far inside the two planes through the others' centres, across the line that joins them; `within`: the
  /// most aside from that line.
  case between(String, String, by: Limits?, within: Quantity?)
  case nearer(to: String, than: String, by: Limits?)
  case within(Quantity, of: Landmark)

  var landmark: Landmark? {
    switch self {
    case .towards(_, let landmark, _), .onItsSide(let landmark, _), .within(_, let landmark): landmark
    case .between, .nearer: nil
    }
  }

  /// The same claim with the partner of the sentence's label named.
  func naming(pair: String?) -> PlaceClaim {
    guard landmark == .pair, let pair else { return self }
    return switch self {
    case .towards(let direction, _, let by): .towards(direction, of: .label(pair), by: by)
    case .onItsSide(_, let by): .onItsSide(of: .label(pair), by: by)
    case .within(let most, _): .within(most, of: .label(pair))
    case .between, .nearer: self
    }
  }

  var labels: [String] {
    switch self {
    case .between(let a, let b, _, _), .nearer(let a, let b, _): [a, b]
    default: [landmark?.label].compactMap(\.self)
    }
  }

  var distance: Limits? {
    switch self {
    case .towards(_, _, let by), .onItsSide(_, let by), .between(_, _, let by, _), .nearer(_, _, let by): by
    case .within: nil
    }
  }
}

/// `kidney_left is left-of kidney_right by >= 40 mm`, read into a claim; without its first word where `each` or `label`
/// names the subject.
struct PositionSentence {
  /// Nil: the expectation's own subject.
  let subject: String?
  let claim: PlaceClaim

  /// The words that may follow `is`.
  enum Relation: String, CaseIterable {
    case leftOf = "left-of"
    case rightOf = "right-of"
    case anteriorTo = "anterior-to"
    case posteriorTo = "posterior-to"
    case superiorTo = "superior-to"
    case inferiorTo = "inferior-to"
    case between
    case nearerTo = "nearer-to"
    case within
    case onItsSide = "on"

    var direction: PatientDirection? {
      switch self {
      case .leftOf: .left
      case .rightOf: .right
      case .anteriorTo: .anterior
      case .posteriorTo: .posterior
      case .superiorTo: .superior
      case .inferiorTo: .inferior
      case .between, .nearerTo, .within, .onItsSide: nil
      }
    }

    /// The relation's word for a direction.
    static func word(_ direction: PatientDirection) -> String {
      allCases.first { $0.direction == direction }?.rawValue ?? direction.rawValue
    }
  }

  init?(reading phrase: inout Phrase, scope: PolicyScope) {
    if phrase.skip("is") {
      subject = nil
    } else {
      guard let label = phrase.label(), phrase.expect("is") else { return nil }
      subject = label
    }
    guard let relation = phrase.choice(of: Relation.self), let claim = Self.claim(relation, &phrase, scope) else {
      return nil
    }
    self.claim = claim
  }

  private static func claim(_ relation: Relation, _ phrase: inout Phrase, _ scope: PolicyScope) -> PlaceClaim? {
    switch relation {
    case .between:
      guard let first = phrase.label(), phrase.expect("and"), let second = phrase.label() else { return nil }
      guard let by = distance(&phrase) else { return nil }
      guard phrase.skip("within") else { return .between(first, second, by: by.limits, within: nil) }
      return phrase.quantity(.length).map { .between(first, second, by: by.limits, within: $0) }
    case .nearerTo:
      guard let near = phrase.label(), phrase.expect("than"), let far = phrase.label() else { return nil }
      return distance(&phrase).map { .nearer(to: near, than: far, by: $0.limits) }
    case .within:
      guard let most = phrase.quantity(.length), phrase.expect("of") else { return nil }
      return landmark(&phrase, scope).map { .within(most, of: $0) }
    case .onItsSide:
      guard phrase.expect("its"), phrase.expect("side"), phrase.expect("of"), let landmark = landmark(&phrase, scope)
      else { return nil }
      return distance(&phrase).map { .onItsSide(of: landmark, by: $0.limits) }
    default:
      guard let direction = relation.direction, let landmark = landmark(&phrase, scope) else { return nil }
      return distance(&phrase).map { .towards(direction, of: landmark, by: $0.limits) }
    }
  }

  /// A label of the policy, which comes before the words `image`, `midline` and `label.pair`.
  private static func landmark(_ phrase: inout Phrase, _ scope: PolicyScope) -> Landmark? {
    for landmark in [Landmark.image, .midline, .pair] where scope.label(landmark.name) == nil {
      if phrase.skip(landmark.name) { return landmark }
    }
    return phrase.label().map(Landmark.label)
  }

  /// `by LIMITS`, which may be left out; one number is the least distance. Nil when it is wrong.
  private static func distance(_ phrase: inout Phrase) -> (limits: Limits?, Void)? {
    guard phrase.skip("by") else { return (nil, ()) }
    guard var limits = phrase.limits(.length) else { return nil }
    if limits.lower == limits.upper { limits.upper = nil }
    return (limits, ())
  }
}
