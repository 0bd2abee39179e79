internal import Anatomy

extension Fault {
  /// The fault's name for people.
  package var title: String { FaultSignature.of(self).title }
}
