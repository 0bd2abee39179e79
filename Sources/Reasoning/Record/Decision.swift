/// What may be done with an export. Ordered: accept < review < reject.
public enum Decision: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
  /// May be used as it is.
  case accept
  /// A person has to look.
  case review
  /// May not be used.
  case reject

  /// By how much it restricts use.
  public static func < (a: Decision, b: Decision) -> Bool { a.rank < b.rank }

  /// 0 accept, 1 review, 2 reject.
  var rank: Int { self == .accept ? 0 : self == .review ? 1 : 2 }
}
