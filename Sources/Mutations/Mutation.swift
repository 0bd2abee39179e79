package import Anatomy
package import Volume

/// A fault made on purpose: a sound export goes in, one with a known fault comes out. A kind is one file;
/// `MutationCatalogue` lists them.
///
/// A conforming type is a value that holds its parameters. Lengths are mm, on grids without spacing pixels.
package protocol Mutation: Sendable {
  /// What goes wrong; the kind's name is the fault's.
  static var fault: Fault { get }
  /// One sentence: what is done to the masks.
  static var summary: String { get }

  /// Reads its parameters; those that are not given have defaults that a person looking at the mask would notice.
  init(reading options: inout MutationOptions) throws(MutationError)

  /// Makes the fault. The same export, parameters and seed give the same voxels. Throws when the export has no room for
  /// it, or no such structure.
  ///
  /// Structures that the fault is not about keep their voxels, unless the kind says otherwise.
  func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated
}

extension Mutation {
  /// The kind's name.
  package static var name: String { fault.rawValue }
}
