package import Anatomy

extension Fault {
  /// The fault's name for people.
  package var title: String { FaultSignature.of(self).title }

  /// What it does, as a predicate about the structure, the two, the levels or the export.
  package var meaning: String { FaultSignature.of(self).meaning }

  /// What the predicate is said of.
  package var subject: Subject {
    switch FaultSignature.of(self).scope {
    case .structure: .structure
    case .pair: .pair
    case .chain: .chain
    case .export: .export
    }
  }

  /// What a fault befalls.
  package enum Subject: Hashable, Sendable {
    /// One structure, or the whole export.
    case structure
    /// Two structures.
    case pair
    /// Numbered levels, such as vertebrae.
    case chain
    case export
  }
}
