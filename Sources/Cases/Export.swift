package import Formats

/// A segmentation export on disk, as a user names it, with what is known about its case.
public struct Export: Hashable, Sendable {
  /// A mask file, or a folder with one mask file per structure.
  public var path: String
  /// The source image, if there is one.
  public var image: String?
  /// A table of label names, if the mask needs one: nnU-Net's `dataset.json`, or a text table of value and name.
  public var labels: String?
  /// What to call the case; nil takes the export's own name.
  public var caseName: String?
  /// Facts about the case that the policy declares. They outweigh those of a file beside the export, and those of the
  /// warden outweigh both.
  public var context: [String: String]

  /// The names of the structures that were asked for; nil when nobody said. An export that names its structures one by
  /// one (files of a folder, segments) was asked for those, a label map for what the policy requires.
  public var structures: [String]?

  /// What the case belongs to, by the name of the partition, such as `scanner`; judges nothing.
  package var subgroups: [String: String] = [:]

  /// What the case belongs to, such as a patient: cases of one group are held out together when something is learned.
  package var group: String?
  /// Whether nobody named `labels`: it was found beside the export. It then names only what has no names of its own.
  package var hasFoundLabels = false
  /// How much memory its files and its image may take.
  package var budget = ReadBudget.standard
  /// From which share of the maximum on a voxel of a fractional segment belongs to it.
  package var leastFraction = MaskRequest.half

  /// An export by its path.
  public init(
    path: String, image: String? = nil, labels: String? = nil, caseName: String? = nil, context: [String: String] = [:],
    structures: [String]? = nil
  ) {
    self.path = path
    self.image = image
    self.labels = labels
    self.caseName = caseName
    self.context = context
    self.structures = structures
  }

  /// What to call the case: its own name, or the last part of the path without its ending.
  public var name: String { caseName ?? fileStem }

  /// The last part of the path without its ending: what a folder export calls the structure of a single file.
  package var fileStem: String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return FormatRegistry.stem(of: last)
  }

  /// The path of a file without the ending of its format.
  package var pathWithoutEnding: String { FormatRegistry.stem(of: path) }
}
