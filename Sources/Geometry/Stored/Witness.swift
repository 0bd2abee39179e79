/// Who is told when a scene without voxels is asked for what only voxels could tell.
package final class Witness: Sendable {
  private let asked = Guarded<[String]>([])

  package init() {}

  func note(_ what: String) { asked.withLock { $0.append(what) } }

  /// The first thing that was asked for in vain, in a word or two; nil when everything could be answered.
  package var missing: String? { asked.withLock { $0.first } }
}
